import { newId } from '#foundation';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { SeededRandom } from '../../../test/support/seeded-random.js';
import { SLA_DEFINITIONS, type SlaFigures } from './figures.js';
import { listOverdueCases } from './overdue-cases.query.js';
import { type SlaPeriod, slaPeriodSchema } from './period.js';
import { slaSummary } from './sla-summary.query.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const UNITS = ['QLCN', 'KH', 'TTTTB'];

interface Case {
  readonly documentId: string;
  readonly instanceId: string;
  readonly childId: string;
  readonly obligationId: string | null;
  readonly arrivalNumber: number;
  readonly unit: string | null;
  readonly status: 'open' | 'answered' | 'cancelled';
  readonly dueAt: string;
  readonly closedAt: string | null;
}

interface Task {
  readonly id: string;
  readonly instanceId: string;
  readonly activityKey: number;
  readonly unit: string | null;
  readonly status: 'open' | 'completed';
  readonly dueAt: string | null;
  readonly createdAt: string;
  readonly assignee: string | null;
  readonly escalatedTo: string[];
}

const random = new SeededRandom(20_260_302);

let test: TestDatabase;
let now: number;
let cases: Case[];
let tasks: Task[];

beforeAll(async () => {
  test = await createTestDatabase();
  test.clock.advance(400 * DAY); // the figures must follow business time, not the clock of the server
  now = test.clock.now().getTime();
  cases = Array.from({ length: 240 }, (_, index) => someCase(index + 1));
  tasks = cases.flatMap((one) => Array.from({ length: random.below(4) }, (_, index) => someTask(one, index)));
  tasks.push(...Array.from({ length: 5 }, (_, index) => ({ ...someTask(cases[0]!, 10 + index), unit: null, instanceId: ELSEWHERE })));
  await store();
});
afterAll(() => test.close());

const at = (hours: number) => new Date(now + hours * HOUR).toISOString();
/** Within twenty days before or after now, and never so near that it changes sides while the test runs. */
const someHours = () => random.oneOf([-1, 1]) * (1 + random.below(480));
/** The instance of a process that has no document. */
const ELSEWHERE = newId();

function someCase(arrivalNumber: number): Case {
  const status = random.oneOf(['open', 'open', 'answered', 'answered', 'cancelled'] as const);
  const due = someHours();
  return {
    documentId: newId(),
    instanceId: newId(),
    childId: newId(),
    obligationId: random.chance(0.85) ? newId() : null,
    arrivalNumber,
    unit: random.oneOf([...UNITS, null]),
    status,
    dueAt: at(due),
    closedAt: status === 'open' ? null : at(random.chance(0.2) ? due : due + random.oneOf([-5, 5])),
  };
}

function someTask({ instanceId, childId, unit }: Case, activityKey: number): Task {
  return {
    id: newId(),
    instanceId: random.oneOf([instanceId, childId]),
    activityKey,
    unit,
    status: random.oneOf(['open', 'open', 'completed']),
    dueAt: random.chance(0.7) ? at(someHours()) : null,
    createdAt: at(-Math.abs(someHours())),
    assignee: random.oneOf(['cuongpv', null]),
    escalatedTo: random.chance(0.3) ? ['leader'] : [],
  };
}

async function store(): Promise<void> {
  const [deployment, definition, someone] = [newId(), newId(), 'test'];
  await test.database.transaction(async (tx) => {
    await tx.execute(`insert into unit (code, name, kind, sort) values
      ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 2), ('KH', 'Phòng Kế hoạch', 'professional', 1)`);
    await tx.execute(`insert into person (login, full_name) values ('cuongpv', 'Phan Văn Cường')`);
    await tx.execute('insert into deployment values ($1, $2, $3)', [deployment, at(0), someone]);
    await tx.execute(
      `insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
       values ($1, $2, 'case', 1, '', '', '', '{}', $3)`,
      [definition, deployment, at(0)],
    );
    const instance = (id: string, root: string) =>
      tx.execute(
        `insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
         values ($1, $2, $3, 'active', '{}', $4, $5)`,
        [id, definition, root, at(0), someone],
      );
    await instance(ELSEWHERE, ELSEWHERE);
    for (const one of cases) {
      await instance(one.instanceId, one.instanceId);
      await instance(one.childId, one.instanceId);
      await tx.execute(
        `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_date, document_type,
           subject, urgency, received_at, reply_required, due_at, status, registered_at, registered_by, instance_id)
         values ($1, 'incoming', 2026, $2, 'UBND', '2026-01-01', 'Công văn', 'V/v', 'normal', $3, true, $4, 'in-progress', $3, 'x', $5)`,
        [one.documentId, one.arrivalNumber, at(0), one.dueAt, one.instanceId],
      );
      if (one.unit !== null) {
        await tx.execute(
          `with told as (insert into instruction (id, document_id, content, instructed_by, instructed_at) values ($1, $2, '…', 'x', $3))
           insert into instruction_unit values ($1, $4, 'lead', $5)`,
          [newId(), one.documentId, at(0), one.unit, one.dueAt],
        );
      }
      if (one.obligationId === null) continue;
      const timeliness = one.status !== 'answered' ? null : one.closedAt! <= one.dueAt ? 'on-time' : 'late';
      await tx.execute(
        `insert into reply_obligation (id, document_id, status, due_at, opened_at, closed_at, timeliness,
           result, result_recorded_by, result_recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'xong', 'x', $5)`,
        [one.obligationId, one.documentId, one.status, one.dueAt, at(0), one.closedAt, timeliness],
      );
    }
    for (const task of tasks) {
      await tx.execute(
        `insert into user_task (id, instance_id, activity_key, element_id, name, assignee, candidate_users, candidate_groups,
           escalated_to, due_at, priority, status, created_at)
         values ($1, $2, $3, 'Task', 'Dự thảo', $4, '{}', '{leader}', $5, $6, 50, $7, $8)`,
        [task.id, task.instanceId, task.activityKey, task.assignee, task.escalatedTo, task.dueAt, task.status, task.createdAt],
      );
    }
  });
}

/** The figures as their definitions say, counted one by one. */
function recount({ from, to }: SlaPeriod, ofUnit: (unit: string | null) => boolean): SlaFigures {
  const inPeriod = (instant: string) => from <= instant && instant < to;
  const owed = cases.filter(({ obligationId, unit, dueAt }) => obligationId !== null && ofUnit(unit) && inPeriod(dueAt));
  const open = tasks.filter((task) => task.status === 'open' && ofUnit(task.unit) && inPeriod(task.dueAt ?? task.createdAt));
  const answered = owed.filter(({ status }) => status === 'answered');
  const waiting = owed.filter(({ status }) => status === 'open');
  const isPast = (instant: string | null) => instant !== null && instant < at(0);
  return {
    answeredOnTime: answered.filter(({ closedAt, dueAt }) => closedAt! <= dueAt).length,
    answeredLate: answered.filter(({ closedAt, dueAt }) => closedAt! > dueAt).length,
    notYetDue: waiting.filter(({ dueAt }) => !isPast(dueAt)).length,
    overdue: waiting.filter(({ dueAt }) => isPast(dueAt)).length,
    tasksNotDue: open.filter(({ dueAt }) => !isPast(dueAt)).length,
    tasksOverdue: open.filter(({ dueAt }) => isPast(dueAt)).length,
    tasksEscalated: open.filter(({ escalatedTo }) => escalatedTo.length > 0).length,
  };
}

/** Among them bounds that fall on a deadline: as the first it belongs to the period, as the last it does not. */
function periods(): SlaPeriod[] {
  const deadline = cases.find(({ obligationId, status }) => obligationId !== null && status === 'open')!.dueAt;
  return [
    { from: at(-500), to: at(500) },
    { from: at(-100), to: at(60) },
    { from: deadline, to: at(500) },
    { from: at(-500), to: deadline },
  ];
}

describe('the summary', () => {
  it('counts what its definitions say, in total and by lead unit', async () => {
    for (const period of periods()) {
      const { total, units } = await slaSummary(test.database, period);
      expect(total).toEqual(recount(period, () => true));
      for (const { unit, unitName: _, ...figures } of units) expect(figures).toEqual(recount(period, (other) => other === unit));
    }
  });

  it('has the units in the order of the office, cases without one last, and nothing left out', async () => {
    const { units, definitions } = await slaSummary(test.database, periods()[0]!);
    expect(units.map(({ unit, unitName }) => [unit, unitName])).toEqual([
      ['KH', 'Phòng Kế hoạch'],
      ['QLCN', 'Phòng Quản lý công nghệ'],
      ['TTTTB', null],
      [null, null],
    ]);
    expect(definitions).toBe(SLA_DEFINITIONS);
  });

  it('can be that of one lead unit', async () => {
    const period = { ...periods()[0]!, unit: 'KH' };
    const { total, units } = await slaSummary(test.database, period);
    expect(total).toEqual(recount(period, (unit) => unit === 'KH'));
    expect(units).toMatchObject([{ unit: 'KH', ...total }]);
  });

  it('is all zeros where nothing falls due', async () => {
    const { total, units } = await slaSummary(test.database, { from: at(9000), to: at(9001) });
    expect(new Set(Object.values(total))).toEqual(new Set([0]));
    expect(units).toEqual([]);
  });
});

describe('the list of overdue cases', () => {
  it('names every case behind the figure, the latest first, a page at a time', async () => {
    const period = periods()[0]!;
    const listed = [];
    let after: string | undefined;
    do {
      const page = await listOverdueCases(test.database, { ...period, limit: 7, after });
      listed.push(...page.items);
      after = page.next ?? undefined;
    } while (after !== undefined);

    const expected = cases
      .filter(({ obligationId, status, dueAt }) => obligationId !== null && status === 'open' && dueAt < at(0))
      .sort((a, b) => (a.dueAt + a.obligationId! < b.dueAt + b.obligationId! ? -1 : 1));
    expect(listed.map(({ obligationId }) => obligationId)).toEqual(expected.map(({ obligationId }) => obligationId));
    expect(listed).toHaveLength((await slaSummary(test.database, period)).total.overdue);
    listed.forEach(({ lateSeconds, dueAt, unit }, index) => {
      expect(Math.abs(lateSeconds - (now - Date.parse(dueAt)) / 1000)).toBeLessThan(60);
      expect(unit).toBe(expected[index]!.unit);
    });
  });

  it('names each once where due times differ by less than a millisecond', async () => {
    const open = `from reply_obligation where status = 'open' and due_at < business_now()`;
    const [hidden] = await test.database.query<{ id: string; due: string }>(`select id, due_at as due ${open} order by due_at limit 1`);
    await test.database.query(`update reply_obligation set due_at = due_at + interval '900 microseconds' where id = $1`, [hidden!.id]);
    const period = { from: new Date(Date.parse(hidden!.due) - 1).toISOString(), to: at(500), limit: 1 };
    const first = await listOverdueCases(test.database, period);
    const second = await listOverdueCases(test.database, { ...period, after: first.next! });
    expect(first.items).toMatchObject([{ obligationId: hidden!.id }]);
    expect(second.items[0]!.obligationId).not.toBe(hidden!.id);
  });

  it('names who holds each case, in the case itself and in what it called', async () => {
    const { items } = await listOverdueCases(test.database, { ...periods()[0]!, limit: 500 });
    for (const { documentId, heldBy } of items) {
      const { instanceId, childId } = cases.find((one) => one.documentId === documentId)!;
      const holding = tasks.filter((task) => [instanceId, childId].includes(task.instanceId) && task.status === 'open' && task.dueAt);
      expect(heldBy.map(({ taskId }) => taskId).sort()).toEqual(holding.map(({ id }) => id).sort());
    }
    expect(items.flatMap(({ heldBy }) => heldBy)).toContainEqual({
      taskId: expect.any(String) as string,
      taskName: 'Dự thảo',
      person: 'cuongpv',
      personName: 'Phan Văn Cường',
      groups: ['leader'],
      escalatedTo: ['leader'],
    });
  });

  it('refuses a cursor that it did not give out', async () => {
    const request = listOverdueCases(test.database, { ...periods()[0]!, limit: 5, after: 'bm9wZQ' });
    await expect(request).rejects.toMatchObject({ code: 'foundation.bad-cursor' });
  });
});

it('takes no period that ends before it begins', () => {
  const wrong = (given: object) => slaPeriodSchema.safeParse(given).error?.issues.map(({ path }) => path.join('.'));
  const [early, late] = ['2026-01-01T00:00:00+07:00', '2026-02-01T00:00:00Z'];
  expect(wrong({ from: late, to: early })).toEqual(['to']);
  expect(wrong({ from: early, to: early })).toEqual(['to']);
  expect(wrong({ from: '2026-01-01', to: late })).toEqual(['from']);
  expect(wrong({ from: early, to: late, unit: 'KH' })).toBeUndefined();
});

it('takes no period that nobody would wait for', () => {
  const fits = (to: string) => slaPeriodSchema.safeParse({ from: '2016-01-01T00:00:00+07:00', to }).success;
  expect(fits('2026-01-01T00:00:00+07:00')).toBe(true);
  expect(fits('2027-01-01T00:00:00+07:00')).toBe(false);
});

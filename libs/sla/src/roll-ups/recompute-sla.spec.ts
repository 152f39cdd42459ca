import { CalendarBook, type CalendarData, VIETNAM } from '#calendar';
import { newId } from '#foundation';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import { SeededRandom } from '../../../../test/support/seeded-random.js';
import { reportRequestSchema } from '../report/report-request.js';
import { slaReport } from '../report/sla-report.query.js';
import { UNITS } from '../testing/history-posts.js';
import { monthEdges, TaskHistory } from '../testing/task-history.js';
import { foldChanges } from './fold-changes.command.js';
import { recomputeSla, type RecomputeSlaInput } from './recompute-sla.command.js';
import { AWAIT_TURN } from './roll-up-lock.js';

/** The same office that works on Saturdays too. */
const WITH_SATURDAYS: CalendarData = { ...VIETNAM, week: { ...VIETNAM.week, 6: VIETNAM.week[5] } };
const SATURDAYS_OF_A_UNIT: CalendarData = { ...WITH_SATURDAYS, key: 'ttttb' };
const calendars = new CalendarBook();
const publish = (version: number, data: CalendarData, units = {}) =>
  calendars.use({ publication: version, calendars: [{ data, version }, { data: SATURDAYS_OF_A_UNIT, version: 1 }], units, usual: 'vn' });

let test: TestDatabase;
let office: TestExecutor;
let history: TaskHistory;
let now: number;

beforeEach(async () => {
  publish(1, VIETNAM);
  test = await createTestDatabase();
  office = createTestExecutor(test.database);
  now = test.clock.now().getTime();
  history = new TaskHistory(test.database, new SeededRandom(7), now);
  await history.begin();
  await history.goOn(150);
});
afterEach(() => test.close());

const fold = (limit = 10_000) => office.executor.execute(foldChanges, { calendars, limit }, office.as('system:sla'));
const recompute = (options: Partial<RecomputeSlaInput> = {}) =>
  office.executor.execute(recomputeSla, { calendars, ...options }, office.as('admin'));

/** By month, of all months in which anything ended: what changes when calendars do is the net time. */
async function report() {
  const period = { from: monthEdges(now)[0], to: new Date(now + 86_400_000).toISOString() };
  const { total, lines } = await slaReport(
    { database: test.database, calendars, zone: 'Asia/Ho_Chi_Minh' },
    reportRequestSchema.parse({ ...period, by: 'month' }),
  );
  return { total, lines };
}

async function publishStored(version: number, data: CalendarData): Promise<void> {
  await test.database.query(
    `insert into calendar_version (calendar, version, data, published_at, published_by) values ('vn', $1, $2, business_now(), 'x')`,
    [version, JSON.stringify(data)],
  );
  publish(version, data);
}

describe('counting anew', () => {
  it('finds what was changed behind the back of the upkeep, leaves it where it only compares, and puts it right otherwise', async () => {
    await fold();
    const before = await report();
    const [{ id }] = await test.database.query<{ id: string }>('select task_id as id from sla_fact order by task_id limit 1') as [{ id: string }];
    await test.database.query(`update sla_fact set gross_seconds = gross_seconds + 1 where task_id = $1`, [id]);
    await test.database.query(`delete from sla_cell where dimension = 'urgency'`);
    await test.database.query(`update sla_cell set on_time = on_time + 1 where dimension = 'process'`);

    const found = await recompute({ check: true });
    expect(found.examples.map(({ where }) => where)).toContain(`fact ${id}`);
    expect(new Set(found.examples.map(({ where }) => where.split(' ').slice(0, 2).join(' ')))).toEqual(
      new Set([`fact ${id}`, 'cell urgency', 'cell process']),
    );
    expect(await report()).not.toEqual(before);

    expect((await recompute()).differences).toBe(found.differences);
    expect(await report()).toEqual(before);
    expect(await recompute({ check: true })).toMatchObject({ differences: 0 });
  });

  it('counts from nothing what steps have marked and nobody has counted, and the marks do no harm afterwards', async () => {
    const before = await report();
    await test.database.query('delete from sla_change');
    expect((await report()).total).not.toEqual(before.total);
    const { differences, tasks } = await recompute();
    expect(differences).toBeGreaterThan(tasks);
    expect(await report()).toEqual(before);
    await test.database.query(`insert into sla_change (task_id) select id from user_task`);
    await fold();
    expect(await report()).toEqual(before);
    expect(await recompute({ check: true })).toMatchObject({ differences: 0 });
  });

  it('looks at one period where one is given', async () => {
    await fold();
    const [from, to] = monthEdges(now).slice(1, 3) as [string, string];
    const wrong = (condition: string) =>
      test.database.query(`update sla_fact set gross_seconds = gross_seconds + 1 where ended_at >= $1 and ended_at < $2 and ${condition}`, [from, to]);
    await wrong('true');
    expect((await recompute({ check: true, from: to })).differences).toBe(0);
    expect((await recompute({ from, to })).differences).toBeGreaterThan(0);
    expect((await recompute({ check: true })).differences).toBe(0);
  });

  it('lets nobody else count meanwhile, and waits for whoever does', async () => {
    let recomputed: Promise<unknown> | undefined;
    await test.database.transaction(async (tx) => {
      await tx.execute(AWAIT_TURN);
      expect(await fold()).toEqual({ folded: 0 });
      recomputed = recompute({ check: true });
      expect(await Promise.race([recomputed, sleep(1_000, 'waits')])).toBe('waits');
    });
    await recomputed;
    expect((await fold()).folded).toBeGreaterThan(0);
  });
});

describe('an appointment that is entered or ended late', () => {
  it('changes to which unit counts what its person did since, in what has been counted too', async () => {
    const since = '2000-01-01';
    const unitsOf = () =>
      test.database.query<{ person: string; unit: string | null; tasks: number }>(
        `select f.person, f.unit, count(*) as tasks from sla_fact f join user_task t on t.id = f.task_id
         where f.person is not null and t.candidate_groups = '{clerk}' group by 1, 2 order by 1`,
      );
    const post = newId();
    await test.database.query('delete from post');
    await fold();
    const before = await unitsOf();
    expect(before[0]).toMatchObject({ unit: null });

    await test.database.query(`insert into post values ($1, $2, 'KH', 'staff', 'Chuyên viên', $3)`, [post, before[0]!.person, since]);
    await fold();
    expect(await unitsOf()).toEqual([{ ...before[0], unit: 'KH' }, ...before.slice(1)]);
    expect(await recompute({ check: true })).toMatchObject({ differences: 0 });

    await test.database.query('update post set valid_to = $2 where id = $1', [post, since]);
    await fold();
    expect(await unitsOf()).toEqual(before);
    expect(await recompute({ check: true })).toMatchObject({ differences: 0 });
  });
});

describe('a calendar that is published later', () => {
  it('changes no figure of the past, also where a task is corrected or counted anew, until one asks for it', async () => {
    await publishStored(1, VIETNAM);
    await fold();
    const before = await report();
    await publishStored(2, WITH_SATURDAYS);
    await test.database.query(`update user_task set name = name || '.' where status <> 'open'`);
    expect(await report()).toEqual(before);
    await fold();
    expect(await report()).toEqual(before);
    expect(await recompute({ check: true })).toMatchObject({ differences: 0 });

    expect((await recompute({ newestCalendars: true })).differences).toBeGreaterThan(0);
    const after = await report();
    expect(after.total.netP95Seconds).toBeGreaterThan(before.total.netP95Seconds!);
    expect(after.total.grossP95Seconds).toBe(before.total.grossP95Seconds);
    expect(await recompute({ check: true })).toMatchObject({ differences: 0 });
  });

  it('changes no figure of the past where it is another that a unit is given', async () => {
    await publishStored(1, VIETNAM);
    await fold();
    const before = await report();
    publish(1, VIETNAM, Object.fromEntries(UNITS.map((unit) => [unit, SATURDAYS_OF_A_UNIT.key])));
    expect(await recompute({ check: true })).toMatchObject({ differences: 0 });
    await test.database.query(`update user_task set name = name || '.' where status <> 'open'`);
    await fold();
    expect(await report()).toEqual(before);

    await recompute({ newestCalendars: true });
    expect((await report()).total.netP95Seconds).toBeGreaterThan(before.total.netP95Seconds!);
    expect(await recompute({ check: true })).toMatchObject({ differences: 0 });
  });
});

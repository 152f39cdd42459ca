import { CalendarBook, VIETNAM } from '#calendar';
import { newId, type Page } from '#foundation';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { listObligationsBehind, type ObligationBehind } from './obligations-behind.query.js';
import { obligationsReport } from './obligations.query.js';
import { COUNTED_OBLIGATIONS, type ObligationKind } from './obligations.js';

let test: TestDatabase;
let number = 0;
const HOUR = 3_600;
const at = (hours: number) => new Date(test.clock.now().getTime() + hours * 3_600_000).toISOString();

beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query(`insert into unit (code, name, kind, sort) values
    ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 2), ('KH', 'Phòng Kế hoạch', 'professional', 1)`);
});
afterAll(() => test.close());
beforeEach(() => test.database.query('truncate incoming_document, instruction, deadline cascade'));

interface Owed {
  readonly dueAt: string;
  /** Null: it is open. */
  readonly answeredAt: string | null;
  /** What KH has to give to QLCN, and when it did, perhaps instead of what an earlier instruction said; absent: nothing. */
  readonly coordinating?: { readonly dueAt: string | null; readonly givenAt: string | null; readonly missing?: true; readonly instructedBefore?: true };
}

async function owe({ dueAt, answeredAt, coordinating }: Owed): Promise<void> {
  const [document, instruction, obligation] = [newId(), newId(), newId()];
  await test.database.query(
    `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_date, document_type,
       subject, urgency, received_at, reply_required, due_at, status, registered_at, registered_by, instance_id)
     values ($1, 'incoming', 2026, $2, 'UBND', '2026-01-01', 'Công văn', 'V/v', 'normal', business_now(), true, $3, 'in-progress', business_now(),
             'x', $4)`,
    [document, ++number, dueAt, newId()],
  );
  await test.database.query(
    `insert into instruction (id, document_id, content, instructed_by, instructed_at) values ($1, $2, '…', 'x', business_now())`,
    [instruction, document],
  );
  await test.database.query(`insert into instruction_unit values ($1, 'QLCN', 'lead', $2)`, [instruction, dueAt]);
  await test.database.query(
    `insert into reply_obligation (id, document_id, status, due_at, opened_at, result, result_recorded_by, result_recorded_at, closed_at, timeliness)
     select $1, $2, case when $4::timestamptz is null then 'open' else 'answered' end, $3, business_now(), r, r, $4, $4,
            case when $4 <= $3::timestamptz then 'on-time' when $4 > $3::timestamptz then 'late' end
     from (values (case when $4::timestamptz is null then null else 'x' end)) result(r)`,
    [obligation, document, dueAt, answeredAt],
  );
  if (coordinating === undefined) return;
  if (coordinating.instructedBefore) {
    const earlier = newId();
    await test.database.query(
      `insert into instruction (id, document_id, content, instructed_by, instructed_at, current)
       values ($1, $2, '…', 'x', business_now() - interval '1 day', false)`,
      [earlier, document],
    );
    await test.database.query(`insert into instruction_unit values ($1, 'KH', 'coordinating', $2)`, [earlier, at(-4)]);
  }
  await test.database.query(`insert into instruction_unit values ($1, 'KH', 'coordinating', $2)`, [instruction, coordinating.dueAt]);
  if (coordinating.givenAt !== null) {
    await test.database.query(`insert into contribution values ($1, 'KH', 'given', 'Ý kiến', 'x', $2)`, [obligation, coordinating.givenAt]);
  }
  if (coordinating.missing) {
    await test.database.query(`insert into contribution values ($1, 'KH', 'missing', null, null, business_now())`, [obligation]);
  }
}

async function newCase(): Promise<string> {
  const [deployment, definition, instance] = [newId(), newId(), newId()];
  await test.database.query('insert into deployment values ($1, business_now(), $2)', [deployment, 'x']);
  await test.database.query(
    `insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
     values ($1, $2, 'case', 1, '', '', '', '{}', business_now())`,
    [definition, deployment],
  );
  await test.database.query(
    `insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
     values ($1, $2, $1, 'active', '{}', business_now(), 'x')`,
    [instance, definition],
  );
  return instance;
}

const calendars = new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: 'vn' });
const period = () => ({ from: at(-1000), to: at(1000) });
const report = (unit?: string) => obligationsReport({ database: test.database, calendars, zone: 'Asia/Ho_Chi_Minh' }, { ...period(), unit });
/** How many the list behind each figure has, asked for one by one. */
async function countBehind(kind: ObligationKind): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const figure of COUNTED_OBLIGATIONS) {
    let [after, count]: [string | undefined, number] = [undefined, 0];
    do {
      const page: Page<ObligationBehind> = await listObligationsBehind({ database: test.database, calendars }, { ...period(), kind, figure, limit: 1, after });
      count += page.items.length;
      after = page.next ?? undefined;
    } while (after !== undefined);
    counts[figure] = count;
  }
  return counts;
}


it('counts what is owed to others by lead unit: answered in time and late, still open and overdue', async () => {
  const dueAt = at(-5);
  for (const answeredAt of [at(-6), dueAt, at(-4), null]) await owe({ dueAt, answeredAt });
  for (const later of [at(5), at(2000)]) await owe({ dueAt: later, answeredAt: null });
  const { replies } = await report();
  expect(replies.units).toMatchObject([
    { unit: 'QLCN', unitName: 'Phòng Quản lý công nghệ', onTime: 2, late: 1, openNotDue: 1, openOverdue: 1 },
  ]);
  expect(replies.total).toMatchObject({ onTime: 2, late: 1, openNotDue: 1, openOverdue: 1 });
  expect(await countBehind('replies')).toEqual({ onTime: 2, late: 1, openNotDue: 1, openOverdue: 1, cancelledOverdue: 0, extended: 0, extendedLate: 0 });
  expect((await report('KH')).replies).toMatchObject({ total: { onTime: 0, late: 0, openNotDue: 0, openOverdue: 0 }, units: [] });
});

it('counts what coordinating units owe to lead units, by their own deadline or that of the answer', async () => {
  const open = { dueAt: at(5), answeredAt: null };
  await owe({ ...open, coordinating: { dueAt: at(-3), givenAt: at(-4) } });
  await owe({ ...open, coordinating: { dueAt: at(-3), givenAt: at(-2), instructedBefore: true } });
  await owe({ ...open, coordinating: { dueAt: null, givenAt: at(-2), instructedBefore: true } });
  await owe({ ...open, coordinating: { dueAt: at(-3), givenAt: null, missing: true } });
  await owe({ ...open, coordinating: { dueAt: at(-3), givenAt: null } });
  await owe({ ...open, coordinating: { dueAt: null, givenAt: null } });
  await owe({ dueAt: at(5), answeredAt: at(-1), coordinating: { dueAt: at(-3), givenAt: null } }); // nobody waits for it any more
  const { contributions } = await report();
  expect(contributions.units).toMatchObject([{ unit: 'KH', unitName: 'Phòng Kế hoạch', onTime: 2, late: 2, openNotDue: 1, openOverdue: 1 }]);
  expect(await countBehind('contributions')).toEqual({ onTime: 2, late: 2, openNotDue: 1, openOverdue: 1, cancelledOverdue: 0, extended: 0, extendedLate: 0 });
});

it('counts no unit as late that had not contributed when the answer went out', async () => {
  await owe({ dueAt: at(5), answeredAt: at(-1), coordinating: { dueAt: at(-3), givenAt: null } });
  await test.database.query(
    `insert into document_contribution (id, document_id, unit_code, status, missing_because, recorded_at)
     select gen_random_uuid(), id, 'KH', 'missing', 'answered', $1 from incoming_document`,
    [at(-1)],
  );
  expect(await countBehind('contributions')).toMatchObject({ onTime: 0, late: 0, openNotDue: 0, openOverdue: 0 });
  expect(await test.database.query('select from contribution')).toEqual([]);
});

it('counts what coordinating units gave, or did not, to documents that ask for no reply: once each, as it is now', async () => {
  for (const entries of [['missing', 'given'], ['missing']] as const) {
    await owe({ dueAt: at(5), answeredAt: null, coordinating: { dueAt: at(-3), givenAt: null } });
    await test.database.query(`with gone as (delete from reply_obligation returning document_id)
      update incoming_document set reply_required = false where id in (select document_id from gone)`);
    for (const [index, status] of entries.entries()) {
      await test.database.query(
        `insert into document_contribution (id, document_id, unit_code, status, missing_because, content, contributed_by, recorded_at)
         select gen_random_uuid(), id, 'KH', $1, case $1 when 'missing' then 'timed-out' end, case $1 when 'given' then '…' end,
                case $1 when 'given' then 'x' end, $2 from incoming_document order by arrival_number desc limit 1`,
        [status, at(-3 + index)],
      );
    }
  }
  expect(await countBehind('contributions')).toMatchObject({ onTime: 0, late: 2, openNotDue: 0, openOverdue: 0 });
  await test.database.query(`update instruction_unit set due_at = $1 where role = 'coordinating'`, [at(-1)]);
  expect(await countBehind('contributions')).toMatchObject({ onTime: 1, late: 1 });
});

it('counts the deadlines of cases in the ledger, those without a unit last', async () => {
  const instance = await newCase();
  for (const [unit, status, due] of [['QLCN', 'met', -5], ['QLCN', 'missed', -5], ['QLCN', 'cancelled', -5], ['QLCN', 'cancelled', 5], ['QLCN', 'open', 5], [null, 'open', -5]] as const) {
    await test.database.query(
      `insert into deadline (id, instance_id, variable, label, subject, subject_id, unit_code, started_at, start_event, rule, first_due_at, due_at, status, closed_at)
       values ($1::uuid, $2, 'dueAt', '…', 'x', $1::text, $3, business_now(), 'x', '{}', $4, $4, $5, case when $5 <> 'open' then business_now() end)`,
      [newId(), instance, unit, at(due), status],
    );
  }
  expect((await report()).deadlines.units).toMatchObject([
    { unit: 'QLCN', unitName: 'Phòng Quản lý công nghệ', onTime: 1, late: 1, openNotDue: 1, openOverdue: 0, cancelledOverdue: 1 },
    { unit: null, unitName: null, onTime: 0, late: 0, openNotDue: 0, openOverdue: 1 },
  ]);
  expect(await countBehind('deadlines')).toEqual({ onTime: 1, late: 1, openNotDue: 1, openOverdue: 1, cancelledOverdue: 1, extended: 0, extendedLate: 0 });

  // Of two that ended within ten hours the longer one stood still for the last three.
  await test.database.query(
    `update deadline set started_at = '2026-03-02T01:00:00Z', closed_at = case status when 'met' then timestamptz '2026-03-02T03:00:00Z' else '2026-03-02T09:00:00Z' end
     where status in ('met', 'missed')`,
  );
  await test.database.query(
    `insert into deadline_act (kind, deadline_id, instance_id, act, at, until, due_before, due_after, reason, acted_by, approved_by)
     select 'case', id, instance_id, 'pause', '2026-03-02T06:00:00Z', '2026-03-02T09:00:00Z', due_at, due_at, 'x', 'x', 'x' from deadline where status = 'missed'`,
  );
  expect((await report()).deadlines.total).toMatchObject({ grossMedianSeconds: 2 * HOUR, grossP95Seconds: 8 * HOUR, netMedianSeconds: 2 * HOUR, netP95Seconds: 3.5 * HOUR });
  expect((await report('KH')).deadlines.total).toMatchObject({ grossMedianSeconds: null, netP95Seconds: null });
});

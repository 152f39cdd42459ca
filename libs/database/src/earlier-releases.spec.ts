import { newId } from '#foundation';
import { DataSource } from 'typeorm';
import { createTestDatabase } from '../../../test/support/database.js';
import { LeftByEarlierReleases1700000000041 } from './migrations/0041-left-by-earlier-releases.js';
import { migrations } from './migrations/index.js';

const BEFORE = migrations.slice(0, migrations.indexOf(LeftByEarlierReleases1700000000041));
const READ_AT = '2026-01-06T02:00:00.000Z';
const ANSWERED_AT = '2026-01-09T02:00:00.000Z';

/** What is entered into an office before it is brought up to date. */
class EarlierOffice {
  private arrivals = 0;
  private readonly definition = newId();

  constructor(private readonly before: DataSource) {}

  async open(): Promise<void> {
    const deployment = newId();
    await this.before.query(`insert into deployment values ($1, now(), 'namcn')`, [deployment]);
    await this.before.query(
      `insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
       values ($1, $2, 'incoming-document', 1, 'c', 'old.bpmn', '', '{}', now())`,
      [this.definition, deployment],
    );
  }

  /** A document that is dealt with in this case. */
  async register(): Promise<{ readonly document: string; readonly instance: string }> {
    const [document, instance] = [newId(), newId()];
    await this.before.query(
      `insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
       values ($1, $2, $1, 'active', '{}', now(), 'vanthu')`,
      [instance, this.definition],
    );
    await this.before.query(
      `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_date, document_type,
         subject, urgency, received_at, reply_required, due_at, status, registered_at, registered_by, instance_id)
       values ($1, 'incoming', 2026, $2, 'UBND', '2026-01-05', 'Công văn', 'V/v', 'normal', now(), true, now(), 'in-progress', now(), 'x', $3)`,
      [document, ++this.arrivals, instance],
    );
    return { document, instance };
  }

  async task(instance: string, key: number, groups: readonly string[], ended: { readonly element?: string; readonly status?: string } = {}): Promise<void> {
    const { element = 'Task_ReadForInformation', status = 'completed' } = ended;
    await this.before.query(
      `insert into user_task (id, instance_id, activity_key, element_id, name, candidate_users, candidate_groups, priority, status,
         created_at, ended_at, completed_by)
       values ($1, $2, $3, $4, 'Đọc để biết', '{}', $5, 50, $6, now(), $7, case when $6 = 'completed' then 'khanhvd' end)`,
      [newId(), instance, key, element, groups, status, status === 'open' ? null : READ_AT],
    );
  }

  async receipt(document: string, unit: string): Promise<void> {
    await this.before.query(`insert into instruction_receipt (id, document_id, unit_code, read_by, read_at) values ($1, $2, $3, 'lanht', $4)`, [
      newId(),
      document,
      unit,
      ANSWERED_AT,
    ]);
  }

  async obligation(document: string, status: string, dueAt: string): Promise<string> {
    const id = newId();
    await this.before.query(
      `insert into reply_obligation (id, document_id, status, due_at, opened_at, result, result_recorded_by, result_recorded_at, closed_at, timeliness)
       values ($1, $2, $3, $4, now(), 'x', 'x', now(), $5, case $3 when 'answered' then 'on-time' end)`,
      [id, document, status, dueAt, status === 'open' ? null : ANSWERED_AT],
    );
    return id;
  }

  async deadline(instance: string, obligation: string, status: string, dueAt: string): Promise<string> {
    const id = newId();
    await this.before.query(
      `insert into deadline (id, instance_id, variable, label, subject, subject_id, started_at, start_event, rule, first_due_at, due_at,
         paused_until, status, closed_at)
       values ($1, $2, 'dueAt', '…', 'reply-obligation', $3, now(), 'x', '{}', $4, $4, $5, $6, $7)`,
      [id, instance, obligation, dueAt, status === 'open' ? dueAt : null, status, status === 'open' ? null : ANSWERED_AT],
    );
    return id;
  }
}

/** Brings an office up to date in which `enter` was done before, and asks `query` of it. */
async function upgraded<T>(enter: (office: EarlierOffice) => Promise<T>, check: (query: (sql: string) => Promise<unknown>, entered: T) => Promise<void>): Promise<void> {
  const test = await createTestDatabase({ empty: true });
  const before = new DataSource({ type: 'postgres', url: test.url, migrations: BEFORE, migrationsTableName: 'migration' });
  try {
    await before.initialize();
    await before.runMigrations();
    const office = new EarlierOffice(before);
    await office.open();
    const entered = await enter(office);
    await test.database.migrate();
    await check((sql) => test.database.query(sql), entered);
  } finally {
    await before.destroy();
    await test.close();
  }
}

it('who had read for information by a model that recorded no receipt has one; what was read by a later model has its own', () =>
  upgraded(
    async (office) => {
      const [earlier, later] = [await office.register(), await office.register()];
      await office.task(earlier.instance, 2, ['unit:TDC']);
      await office.task(earlier.instance, 3, ['unit:VP'], { status: 'open' });
      await office.task(earlier.instance, 4, ['unit:TCCB'], { status: 'cancelled' });
      await office.task(earlier.instance, 5, ['unit:QLCN'], { element: 'Task_Handle' });
      await office.task(later.instance, 2, ['unit:TDC']);
      await office.receipt(later.document, 'TDC');
      return { earlier: earlier.document, later: later.document };
    },
    async (query, { earlier, later }) => {
      expect(await query('select document_id as document, unit_code as unit, read_by as "readBy", read_at as "readAt" from instruction_receipt order by read_at')).toEqual([
        { document: earlier, unit: 'TDC', readBy: 'khanhvd', readAt: READ_AT },
        { document: later, unit: 'TDC', readBy: 'lanht', readAt: ANSWERED_AT },
      ]);
    },
  ));

it('a second deadline of a reply that was given is owed by nobody, and no report finds it late; what is owed stays', () =>
  upgraded(
    async (office) => {
      const [inTime, late, owed] = ['2026-01-12T02:00:00.000Z', '2026-01-07T02:00:00.000Z', '2026-01-08T02:00:00.000Z'];
      const answered = await office.register();
      const obligation = await office.obligation(answered.document, 'answered', inTime);
      const first = await office.deadline(answered.instance, obligation, 'met', inTime);
      const second = await office.deadline(answered.instance, obligation, 'open', inTime);
      const cancelled = await office.register();
      const passed = await office.deadline(cancelled.instance, await office.obligation(cancelled.document, 'cancelled', late), 'open', late);
      const waiting = await office.register();
      const open = await office.deadline(waiting.instance, await office.obligation(waiting.document, 'open', owed), 'open', owed);
      return [
        { id: first, status: 'met', closedAt: ANSWERED_AT, pausedUntil: null },
        { id: second, status: 'cancelled', closedAt: ANSWERED_AT, pausedUntil: null },
        { id: passed, status: 'cancelled', closedAt: late, pausedUntil: null },
        { id: open, status: 'open', closedAt: null, pausedUntil: owed },
      ];
    },
    async (query, expected) => {
      expect(await query('select id, status, closed_at as "closedAt", paused_until as "pausedUntil" from deadline order by id')).toEqual(expected);
    },
  ));

it('every check holds for the rows that were there before it, too', async () => {
  const office = await createTestDatabase();
  try {
    expect(await office.database.query(`select conname from pg_constraint where not convalidated`)).toEqual([]);
  } finally {
    await office.close();
  }
});

import type { Database } from '#database';
import { openReminderOffice, type ReminderOffice } from '../testing/reminder-office.js';
import { planDueReminders } from './plan-due-reminders.command.js';
import { createTestExecutor } from '../../../../test/support/executor.js';

/** A plan as Postgres explains it in JSON. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

const OPEN = 50_000;

let office: ReminderOffice;
beforeAll(async () => {
  office = await openReminderOffice();
  office.at('2026-03-02 08:00');
  await office.openTask({ assignee: 'cuongpv', dueAt: office.inHours(1_000) });
  await office.database.query(
    `with started as (
       insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
       select id, definition_id, id, 'active', '{}', business_now(), 'test'
       from (select gen_random_uuid() as id, definition_id from process_instance cross join generate_series(1, ${OPEN})) made
       returning id)
     insert into user_task (id, instance_id, activity_key, element_id, name, assignee, candidate_users, candidate_groups,
                            due_at, priority, status, created_at)
     select gen_random_uuid(), id, 1, 'task', 'Soạn báo cáo', 'cuongpv', '{}', '{}',
            business_now() + row_number() over () * interval '2 minutes', 50, 'open', business_now()
     from started`,
  );
  await office.database.query('analyze process_instance');
  await office.database.query('analyze user_task');
});
afterAll(() => office.close());

it('of fifty thousand open deadlines only those within reach are read, by the index of their due dates', async () => {
  const { database, seen } = watched(office.database);
  const { executor } = createTestExecutor(database);
  const planned = await executor.execute(planDueReminders, { calendars: office.calendars }, office.as('worker'));
  expect(planned).toBe(1_000);
  const reading = seen.filter(({ sql }) => sql.includes('user_task'));
  expect(reading.length).toBeGreaterThan(1);
  for (const { sql, parameters } of reading) {
    const [row] = await office.database.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(`explain (format json) ${sql}`, parameters);
    const nodes = flatten(row!['QUERY PLAN'][0]!.Plan).filter((node) => node['Relation Name'] === 'user_task');
    expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  }
});

it('a deadline is counted when it comes within reach and not again before its next reminder', async () => {
  const run = () => office.executor.execute(planDueReminders, { calendars: office.calendars }, office.as('worker'));
  // By when each was written: one that is counted again is written again.
  const versions = async () => {
    const sql = 'select deadline_id as id, xmin::text as version from reminder_plan';
    return new Map((await office.database.query<{ id: string; version: string }>(sql)).map(({ id, version }) => [id, version]));
  };
  let before = await versions();
  let counted = before.size;
  for (let batch = await run(); batch > 0; batch = await run()) {
    const after = await versions();
    expect([...before].filter(([id, version]) => after.get(id) !== version)).toEqual([]);
    counted += batch;
    before = after;
  }
  const within = before.size;
  expect(counted).toBe(within);
  expect(within).toBeLessThan(OPEN / 5);
});

/** The database, and every statement of transactions on it. */
function watched(target: Database): { database: Database; seen: { sql: string; parameters: readonly unknown[] }[] } {
  const seen: { sql: string; parameters: readonly unknown[] }[] = [];
  const transaction: Database['transaction'] = (work, options) =>
    target.transaction((tx, opened) => {
      const query: typeof tx.query = (sql, parameters = []) => {
        seen.push({ sql, parameters });
        return tx.query(sql, parameters);
      };
      const execute: typeof tx.execute = (sql, parameters = []) => {
        seen.push({ sql, parameters });
        return tx.execute(sql, parameters);
      };
      return work({ ...tx, query, execute }, opened);
    }, options);
  const database = new Proxy(target, {
    get: (of, name) => (name === 'transaction' ? transaction : (Reflect.get(of, name) as unknown)),
  });
  return { database, seen };
}

function flatten(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flatten)];
}

import type { Database } from '#database';
import { cancelInstance, completeUserTask } from '#runtime';
import { type DeadlineOffice, openDeadlineOffice, START } from '../testing/deadline-office.js';
import { type DeadlineFilter, listDeadlines } from './list-deadlines.query.js';

const LEADER = { login: 'dungnh', groups: [], units: 'all' } as const;
const STAFF = { login: 'quanhm', groups: ['unit:KT'], units: ['KT'] } as const;
const STRANGER = { login: 'oanhhtk', groups: ['unit:TC'], units: ['TC'] } as const;

let office: DeadlineOffice;
beforeAll(async () => {
  office = await openDeadlineOffice();
});
afterAll(() => office.close());

const taskOf = async (instanceId: string) => {
  const [task] = await office.database.query<{ id: string }>('select id from user_task where instance_id = $1', [instanceId]);
  return task!.id;
};
const begun = async () => taskOf(await office.start('counting'));
const listed = async (filter: Partial<DeadlineFilter>, reader: Parameters<typeof listDeadlines>[1] = STAFF) =>
  (await listDeadlines(office.database, reader, { status: 'open', limit: 50, ...filter })).items.map(({ id }) => id);

it('tasks and cases stand in one list of their status, the earliest due first, for those who may see them', async () => {
  const [met, missed, open] = [await begun(), await begun(), await begun()];
  const answered = await office.openCase();
  const cancelled = await office.start('counting');
  await office.run(cancelInstance, { instanceId: cancelled, reason: 'nhập nhầm' });
  await office.run(completeUserTask, { taskId: met, variables: {} });
  office.at('2026-03-02T02:00:00.000Z');
  await office.run(completeUserTask, { taskId: missed, variables: {} });

  expect(await listed({ kind: 'task', status: 'met' })).toEqual([met]);
  expect(await listed({ status: 'missed' })).toEqual([missed]);
  expect(await listed({ status: 'cancelled' })).toEqual([await taskOf(cancelled)]);
  const due = [open, await taskOf(answered.instanceId), answered.id];
  expect((await listed({})).filter((id) => due.includes(id))[0]).toBe(open);
  expect(new Set(await listed({ unit: 'KT' }))).toEqual(new Set(await listed({})));
  expect(await listed({ kind: 'case' })).toEqual([answered.id]);
  expect(await listed({}, STRANGER)).toEqual([]);
  office.at(START);
});

it('a page goes on where the one before ended, across both kinds', async () => {
  for (let count = 0; count < 3; count++) {
    await begun();
    await office.openCase();
  }
  const whole = await listed({}, LEADER);
  const pages: string[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await listDeadlines(office.database, LEADER, { status: 'open', limit: 2, after });
    pages.push(...items.map(({ id }) => id));
    after = next ?? undefined;
  } while (after !== undefined);
  expect(pages).toEqual(whole);
});

it('a page goes on also between due times that differ by less than a millisecond', async () => {
  const ids = [await begun(), await begun()];
  const dueFrom = '2026-06-01T02:00:00.000Z';
  const due = `update user_task set due_at = $2::timestamptz + make_interval(secs => $3) where id = $1`;
  for (const [index, id] of ids.entries()) await office.database.query(due, [id, dueFrom, 0.0009 - 0.0001 * index]);
  const page = (after?: string) => listDeadlines(office.database, LEADER, { status: 'open', dueFrom, limit: 1, after });
  const first = await page();
  const second = await page(first.next!);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
  expect(second.next).toBeNull();
  expect(Object.keys(second.items[0]!)).toEqual(Object.keys(first.items[0]!));
  expect(first.items[0]).not.toHaveProperty('exactDueAt');
});

it.each([
  ['open', {}],
  ['missed', { dueFrom: '2020-01-10T00:00:00.000Z', dueTo: '2020-02-10T00:00:00.000Z' }],
] as const)('of thousands of ended tasks a page of %s ones reads none that it does not ask for', async (status, range) => {
  const { id, instanceId } = await office.openCase();
  await office.database.query(
    `insert into user_task (id, instance_id, activity_key, element_id, name, candidate_users, candidate_groups, due_at, priority,
                            status, created_at, ended_at)
     select gen_random_uuid(), $1, 100 + n, 'task', 'Soạn báo cáo', '{}', '{unit:KT}', due, 50, 'completed', due, due + interval '1 hour'
     from generate_series(1, 10000) n, lateral (select '2020-01-01'::timestamptz + n * interval '1 hour' as due) at`,
    [instanceId],
  );
  await office.database.query('analyze user_task');
  const { database, seen } = watched(office.database);
  const { items } = await listDeadlines(database, STAFF, { status, limit: 200, ...range });
  expect(items.length).toBe(status === 'open' ? (await listed({ limit: 200 })).length : 200);
  expect(items.some((item) => item.id === id)).toBe(status === 'open');
  const [{ sql, parameters }] = seen as [{ sql: string; parameters: unknown[] }];
  const [row] = await office.database.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(`explain (analyze, format json) ${sql}`, parameters);
  const nodes = flatten(row!['QUERY PLAN'][0]!.Plan).filter((node) => node['Relation Name'] === 'user_task');
  expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  expect(Math.max(...nodes.map((node) => node['Actual Rows'] * node['Actual Loops']))).toBeLessThan(2_000);
});

/** A plan as Postgres explains it in JSON. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}

function flatten(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flatten)];
}

/** The database, and every statement that it is asked. */
function watched(target: Database): { database: Database; seen: { sql: string; parameters: readonly unknown[] }[] } {
  const seen: { sql: string; parameters: readonly unknown[] }[] = [];
  const query: Database['query'] = (sql, parameters = []) => {
    seen.push({ sql, parameters });
    return target.query(sql, parameters);
  };
  return { database: new Proxy(target, { get: (of, name) => (name === 'query' ? query : (Reflect.get(of, name) as unknown)) }), seen };
}

import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { sweepJobs } from './sweep.js';
import { ToyQueue } from '../../../../test/support/queues.js';

/** A plan as Postgres explains it in JSON. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query(
    `insert into job (id, kind, payload, due_at, created_at)
     select gen_random_uuid(), 'message', '{}', business_now() + interval '1 day' + n * interval '1 second', business_now()
     from generate_series(1, 100000) n`,
  );
  await test.database.query('analyze job');
});
afterAll(() => test.close());

/** Every statement of a sweep that reads or writes jobs, with its parameters. */
async function statements(): Promise<{ sql: string; parameters: readonly unknown[] }[]> {
  const seen: { sql: string; parameters: readonly unknown[] }[] = [];
  const database = new Proxy(test.database, {
    get: (target, name) => {
      if (name !== 'transaction') return Reflect.get(target, name) as unknown;
      const transaction: typeof target.transaction = (work, options) =>
        target.transaction(
          (tx, opened) =>
            work(
              {
                ...tx,
                query: (sql, parameters = []) => {
                  seen.push({ sql, parameters });
                  return tx.query(sql, parameters);
                },
              },
              opened,
            ),
          options,
        );
      return transaction;
    },
  });
  const queue = new ToyQueue();
  await sweepJobs(createTestExecutor(database, { queue }).executor, queue);
  return seen.filter(({ sql }) => /\bjob\b/.test(sql));
}

it('a sweep over a hundred thousand waiting timers reads the due ones alone, by their index', async () => {
  const seen = await statements();
  expect(seen).toHaveLength(5);
  for (const { sql, parameters } of seen) {
    const [row] = await test.database.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
      `explain (format json) ${sql}`,
      parameters,
    );
    const nodes = flatten(row!['QUERY PLAN'][0]!.Plan);
    const scans = nodes.filter((node) => node['Relation Name'] === 'job' && node['Node Type'].includes('Scan'));
    expect(scans.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    const indexes = nodes.flatMap((node) => node['Index Name'] ?? []);
    expect(indexes.filter((name) => name.startsWith('job_due_')).length).toBeGreaterThan(0);
  }
});

function flatten(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flatten)];
}

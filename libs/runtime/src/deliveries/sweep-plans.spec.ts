import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { sweepJobs } from './sweep.js';
import { ToyQueue } from '../../../../test/support/queues.js';

/** A plan as Postgres explains it in JSON. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Plan[];
}

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.close());

/** Jobs due one second after another, the first at `from`. */
const jobs = (count: number, from: string) => `
  insert into job (id, kind, payload, due_at, created_at)
  select gen_random_uuid(), 'message', '{}', ${from} + n * interval '1 second', business_now() from generate_series(1, ${count}) n`;

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

/** How the statements of a sweep read the table of jobs. */
async function scans(): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const { sql, parameters } of await statements()) {
    const [row] = await test.database.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
      `explain (format json) ${sql}`,
      parameters,
    );
    const ofStatement = flatten(row!['QUERY PLAN'][0]!.Plan).filter(
      (node) => node['Relation Name'] === 'job' && node['Node Type'].includes('Scan'),
    );
    expect(ofStatement.some((node) => node['Index Name']?.startsWith('job_due_'))).toBe(true);
    plans.push(...ofStatement);
  }
  return plans;
}

it('a sweep over a hundred thousand waiting timers reads the due ones alone, by their index', async () => {
  await test.database.query(jobs(100_000, `business_now() + interval '1 day'`));
  await test.database.query('analyze job');
  expect(await statements()).toHaveLength(5);
  expect((await scans()).map((node) => node['Node Type'])).not.toContain('Seq Scan');
});

it('a sweep of what was counted while it was being written updates each job by its id, not by reading all', async () => {
  await test.database.transaction(async (tx) => {
    await tx.query(jobs(3_000, `business_now() - interval '1 day'`));
    // As autovacuum may: nothing of it is committed yet, so that the table holds many pages and no row.
    await test.database.query('analyze job');
  });
  const unlimited = (await scans()).filter((node) => node['Index Cond'] === undefined);
  expect(unlimited).toEqual([]);
});

function flatten(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flatten)];
}

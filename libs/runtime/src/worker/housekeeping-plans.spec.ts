import type { Database } from '#database';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { forgetIdempotencyKeys } from '../executor/forget-idempotency-keys.command.js';
import { rerouteTopics } from '../external-tasks/reroute-topics.command.js';
import { forgetOldMessages } from '../messages/forget-old-messages.command.js';

/** A plan as Postgres explains it in JSON. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Join Type'?: string;
  readonly Plans?: readonly Plan[];
}

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const COUNT = 3_000;
const FILLS = {
  job: `with deployed as (insert into deployment values (gen_random_uuid(), business_now(), 'test') returning id),
        defined as (
          insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
          select gen_random_uuid(), id, 'case', 1, '', '', '', '{}', business_now() from deployed returning id),
        started as (
          insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
          select own.id, defined.id, own.id, 'active', '{}', business_now(), 'test'
          from defined, (select gen_random_uuid() as id from generate_series(1, ${COUNT})) own returning id)
        insert into job (id, instance_id, activity_key, element_id, kind, topic, due_at, created_at)
        select gen_random_uuid(), id, 1, 'work', 'service', 'mail', business_now(), business_now() from started`,
  idempotency_key: `insert into idempotency_key (command, actor, key, fingerprint, created_at)
        select 'c', 'a', n::text, 'f', business_now() - interval '1 year' from generate_series(1, ${COUNT}) n`,
  kept_message: `insert into kept_message (id, message, variables, sent_by, sent_at, expires_at)
        select gen_random_uuid(), 'm', '{}', 'a', business_now(), business_now() from generate_series(1, ${COUNT})`,
  handled_message: `insert into handled_message (message, message_id, handled_at)
        select 'm', n::text, business_now() - interval '1 year' from generate_series(1, ${COUNT}) n`,
};

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  for (const [table, fill] of Object.entries(FILLS)) {
    await test.database.transaction(async (tx) => {
      await tx.execute(fill);
      // As autovacuum may: nothing of it is committed yet, so that the table holds many pages and no row.
      await test.database.query(`analyze ${table}`);
    });
  }
});
afterAll(() => test.close());

it.each([
  ['idempotency keys', forgetIdempotencyKeys, 1],
  ['messages', forgetOldMessages, 2],
  ['jobs of topics that changed hands', rerouteTopics, 1],
] as const)('of %s in tables that were counted while they were written, each is found without reading all', async (_what, command, statements) => {
  const seen: Statement[] = [];
  const { executor, as } = createTestExecutor(watched(test.database, seen), { externalTopics: ['mail'] });
  await executor.execute<void, unknown, unknown>(command, undefined, as('system:sweep'));
  const changing = seen.filter(({ sql }) => /^\s*(delete|with)\b/.test(sql));
  expect(changing).toHaveLength(statements);
  for (const { sql, parameters } of changing) {
    const [row] = await test.database.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(`explain (format json) ${sql}`, parameters);
    const joins = flatten(row!['QUERY PLAN'][0]!.Plan).filter((node) => node['Join Type'] !== undefined);
    expect(joins).toEqual([]);
  }
});

/** The database, which notes the statements of its transactions. */
function watched(target: Database, seen: Statement[]): Database {
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
  return new Proxy(target, {
    get: (of, name) => (name === 'transaction' ? transaction : (Reflect.get(of, name) as unknown)),
  });
}

function flatten(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flatten)];
}

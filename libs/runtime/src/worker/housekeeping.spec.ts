import { createTestDatabase, type TestDatabase, testLogger } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import { ToyQueue } from '../../../../test/support/queues.js';
import { JobHandlerRegistry, JobWorker } from '../index.js';
import { Housekeeping } from './housekeeping.js';

let test: TestDatabase;
let queue: ToyQueue;
let office: TestExecutor;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.database.query('truncate idempotency_key, job cascade');
  queue = new ToyQueue();
  office = createTestExecutor(test.database, { queue });
});

const keep = (count: number) =>
  test.database.query(
    `insert into idempotency_key (command, actor, key, fingerprint, created_at)
     select 'c', 'a', n::text, 'f', business_now() - interval '1 year' from generate_series(1, ${count}) n`,
  );
const kept = async () => (await test.database.query('select 1 from idempotency_key')).length;

it('housekeeping is done once a minute', async () => {
  let now = 0;
  const housekeeping = new Housekeeping({ executor: office.executor, logger: testLogger, clock: () => now });
  await housekeeping.runIfDue();
  await keep(1);
  now += 59_000;
  await housekeeping.runIfDue();
  expect(await kept()).toBe(1);
  now += 2_000;
  await housekeeping.runIfDue();
  expect(await kept()).toBe(0);
});

it('housekeeping goes on as long as there is more to drop', async () => {
  const housekeeping = new Housekeeping({ executor: office.executor, logger: testLogger, clock: () => 0 });
  await keep(1_200);
  for (let n = 0; n < 3; n++) await housekeeping.runIfDue();
  expect(await kept()).toBe(0);
});

it('housekeeping that fails holds up no sweep', async () => {
  await test.database.query('alter table kept_message rename to kept_elsewhere');
  const worker = new JobWorker({
    executor: office.executor,
    handlers: new JobHandlerRegistry([]),
    queue,
    logger: testLogger,
    leaseSeconds: 4,
    concurrency: 1,
    sweepIntervalMs: 20,
  });
  try {
    await worker.start();
    for (const jobs of [1, 2]) {
      await test.database.query(
        `insert into job (id, kind, payload, due_at, created_at) values (gen_random_uuid(), 'message', '{}', business_now(), now())`,
      );
      await eventually(() => queue.held.size === jobs);
    }
  } finally {
    await worker.stop();
    await test.database.query('alter table kept_elsewhere rename to kept_message');
  }
});

import { newId } from '#foundation';
import { connectQueue, type DeliveryQueue } from '#queue';
import {
  CommandExecutor,
  DefinitionStore,
  deployProcesses,
  type JobHandler,
  JobHandlerRegistry,
  JobWorker,
  startInstance,
} from '#runtime';
import { Redis } from 'ioredis';
import { createTestDatabase, type TestDatabase, testLogger } from '../support/database.js';
import { startRedis, type TestRedis } from '../support/redis.js';

const BPMN = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    id="d" targetNamespace="test">
  <process id="three-steps" isExecutable="true">
    <startEvent id="begin"/><endEvent id="end"/>
    <serviceTask id="one" camunda:type="external" camunda:topic="count"/>
    <serviceTask id="two" camunda:type="external" camunda:topic="count"/>
    <serviceTask id="three" camunda:type="external" camunda:topic="count"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="one"/><sequenceFlow id="f2" sourceRef="one" targetRef="two"/>
    <sequenceFlow id="f3" sourceRef="two" targetRef="three"/><sequenceFlow id="f4" sourceRef="three" targetRef="end"/>
  </process>
</definitions>`;

const CASES = 20;
const caller = { actor: 'vanthu', requestId: 'test' };

let test: TestDatabase;
let redis: TestRedis;
let queue: DeliveryQueue;
let executor: CommandExecutor;
let worker: JobWorker | undefined;

const count: JobHandler = {
  topic: 'count',
  handle: () =>
    Promise.resolve({
      commit: async (context) => void (await context.tx.execute('insert into step_done default values')),
    }),
};

beforeEach(async () => {
  test = await createTestDatabase();
  redis = await startRedis();
  await test.database.query('create table step_done (id bigint generated always as identity)');
  queue = await connectQueue({ redisUrl: redis.url, databaseUrl: test.url, logger: testLogger, prefix: newId() });
  const handlers = new JobHandlerRegistry([count]);
  executor = new CommandExecutor({
    database: test.database,
    queue,
    definitions: new DefinitionStore(),
    handlers,
    unknownOwners: () => Promise.resolve({ users: [], groups: [] }),
    logger: testLogger,
    zone: 'Asia/Ho_Chi_Minh',
  });
  worker = new JobWorker({
    executor,
    handlers,
    queue,
    logger: testLogger,
    leaseSeconds: 30,
    concurrency: 4,
    sweepIntervalMs: 50,
  });
  await executor.execute(deployProcesses, { resources: [{ name: 'three-steps.bpmn', content: Buffer.from(BPMN) }] }, caller);
});
afterEach(async () => {
  await worker?.stop();
  await queue.close();
  await redis.stop();
  await test.close();
});

const startCases = async () => {
  for (let n = 0; n < CASES; n++) await executor.execute(startInstance, { key: 'three-steps', variables: {} }, caller);
};
const allCompleted = async () => {
  for (;;) {
    const [row] = await test.database.query<{ open: number }>(
      `select count(*) as open from process_instance where status = 'active'`,
    );
    if (row!.open === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const stepsDone = async () =>
  (await test.database.query<{ steps: number }>('select count(*) as steps from step_done'))[0]!.steps;

it('every case ends, each step done once, although Redis was emptied before a worker came', async () => {
  await startCases();
  const client = new Redis(redis.url);
  await client.flushall();
  client.disconnect();
  test.clock.advance(6_000);
  await worker!.start();
  await allCompleted();
  expect(await stepsDone()).toBe(CASES * 3);
});

it('commands succeed while Redis is away, and the work goes on when a worker has a queue again', async () => {
  await redis.stop();
  await startCases();
  redis = await startRedis({ port: Number(new URL(redis.url).port) });
  test.clock.advance(6_000);
  await worker!.start();
  await allCompleted();
  expect(await stepsDone()).toBe(CASES * 3);
});

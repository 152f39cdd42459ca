import { newId } from '#foundation';
import { connectQueue } from '#queue';
import { deployProcesses, JobHandlerRegistry, JobWorker, startInstance } from '#runtime';
import { setTimeout as pause } from 'node:timers/promises';
import { bpmn, sequence } from '../support/bpmn-text.js';
import { createTestDatabase, testLogger } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { createTestExecutor } from '../support/executor.js';

const FLOODING = bpmn('flooding', sequence('<task id="step" camunda:asyncBefore="true"/>', 'step'));
const WAITING = bpmn(
  'waiting',
  sequence(
    `<intermediateCatchEvent id="wait"><timerEventDefinition>
       <timeDuration xsi:type="tFormalExpression">PT0.1S</timeDuration></timerEventDefinition></intermediateCatchEvent>`,
    'wait',
  ),
);
const FLOOD = 300;

it.each([
  ['Redis', () => process.env['TEST_REDIS_URL']],
  ['Postgres', () => undefined],
])('a timer does not wait for the steps of a process that floods, over %s', async (_name, redisUrl) => {
  const test = await createTestDatabase();
  const queue = await connectQueue({ redisUrl: redisUrl(), databaseUrl: test.url, logger: testLogger, prefix: newId() });
  const { executor, as } = createTestExecutor(test.database, { queue });
  const handlers = new JobHandlerRegistry([]);
  const options = { executor, handlers, queue, logger: testLogger, leaseSeconds: 4 };
  const worker = new JobWorker({ ...options, concurrency: 1, sweepIntervalMs: 1_000 });
  const open = async (key: string): Promise<number> => {
    const rows = await test.database.query(
      `select 1 from process_instance i join process_definition d on d.id = i.definition_id
       where d.key = $1 and i.status = 'active'`,
      [key],
    );
    return rows.length;
  };
  try {
    const resources = [FLOODING, WAITING].map((xml, n) => ({ name: `${n}.bpmn`, content: Buffer.from(xml) }));
    await executor.execute(deployProcesses, { resources }, as('namcn'));
    const start = (key: string) => executor.execute(startInstance, { key, variables: {} }, as('vanthu'));
    await Promise.all(Array.from({ length: FLOOD }, () => start('flooding')));
    await start('waiting');
    await eventually(async () => (await queue.depth()).steps.waiting >= FLOOD);
    await pause(200);
    await worker.start();
    await eventually(async () => (await open('waiting')) === 0);
    expect(await open('flooding')).toBeGreaterThan(FLOOD / 2);
    await eventually(async () => (await open('flooding')) === 0);
  } finally {
    await worker.stop();
    await queue.close();
    await test.close();
  }
});

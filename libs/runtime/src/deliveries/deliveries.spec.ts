import { createTestDatabase, type TestDatabase, testLogger } from '../../../../test/support/database.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import { deployProcesses, type JobHandler, JobHandlerRegistry, JobRunner, startInstance } from '../index.js';
import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { ToyQueue } from '../../../../test/support/queues.js';

const failing: JobHandler = { topic: 'fail', handle: () => Promise.reject(new Error('out of paper')) };

const timer = (duration: string) =>
  `<intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">${duration}</timeDuration>
   </timerEventDefinition></intermediateCatchEvent>`;

let test: TestDatabase;
let queue: ToyQueue;
let office: TestExecutor;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(() => {
  queue = new ToyQueue();
  office = createTestExecutor(test.database, { queue, handlers: [failing] });
});

/** Starts a process with these elements between begin and end; gives the id of its one job and its definition. */
async function start(key: string, elements: string, id: string): Promise<{ jobId: string; definitionId: string }> {
  const resources = [{ name: `${key}.bpmn`, content: Buffer.from(bpmn(key, sequence(elements, id))) }];
  await office.executor.execute(deployProcesses, { resources }, office.as('namcn'));
  const { instanceId } = await office.executor.execute(startInstance, { key, variables: {} }, office.as('vanthu'));
  const [row] = await test.database.query<{ jobId: string; definitionId: string }>(
    `select j.id as "jobId", i.definition_id as "definitionId" from job j join process_instance i on i.id = j.instance_id
     where i.id = $1`,
    [instanceId],
  );
  return row!;
}
const run = (jobId: string) =>
  new JobRunner({ executor: office.executor, handlers: new JobHandlerRegistry([failing]), logger: testLogger, leaseSeconds: 4 })
    .run(jobId);

describe('the delivery', () => {
  it('of a service task stands in the lane of the work, in the share of its process', async () => {
    const { jobId, definitionId } = await start('pays', serviceTask('work', 'fail'), 'work');
    expect(queue.of(jobId)).toEqual([{ jobId, sequence: 1, delayMs: 0, lane: 'work', share: definitionId }]);
  });

  it('of a timer stands in the lane of the steps, in the share of its process', async () => {
    const { jobId, definitionId } = await start('waits', timer('PT30S'), 'wait');
    expect(queue.of(jobId)).toEqual([{ jobId, sequence: 1, delayMs: 30_000, lane: 'steps', share: definitionId }]);
  });

  it('of a second attempt follows after the pause, under the next sequence number', async () => {
    const { jobId, definitionId } = await start('retries', serviceTask('work', 'fail', 'R2/PT10S'), 'work');
    await run(jobId);
    expect(queue.of(jobId)[1]).toEqual({ jobId, sequence: 2, delayMs: 10_000, lane: 'work', share: definitionId });
  });

  it('of an attempt in an hour is left to the horizon', async () => {
    const { jobId } = await start('retries-later', serviceTask('work', 'fail', 'R2/PT1H'), 'work');
    await run(jobId);
    expect(queue.of(jobId)).toHaveLength(1);
    expect(await test.database.query('select deliveries, delivered_at as at from job where id = $1', [jobId])).toEqual([
      { deliveries: 1, at: null },
    ]);
  });
});

describe('a delivery that comes too early', () => {
  it('does nothing, and says how long it has to be held back', async () => {
    const { jobId } = await start('is-early', timer('PT20S'), 'wait');
    const early = await run(jobId);
    expect(early).toEqual({ tooEarlyByMs: expect.any(Number) });
    expect((early as { tooEarlyByMs: number }).tooEarlyByMs).toBeGreaterThan(18_000);
    expect(await test.database.query('select attempt from job where id = $1', [jobId])).toEqual([{ attempt: 0 }]);
  });

  it('is done with when the timer was moved far away, or cancelled', async () => {
    const { jobId } = await start('moves', timer('PT20S'), 'wait');
    await test.database.query(`update job set due_at = due_at + interval '1 day', delivered_at = null where id = $1`, [jobId]);
    expect(await run(jobId)).toBeUndefined();
    await test.database.query('delete from job where id = $1', [jobId]);
    expect(await run(jobId)).toBeUndefined();
  });
});

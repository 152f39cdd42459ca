import { createTestExecutor } from '../../../../test/support/executor.js';
import { BpmnError, type Command, countStandingJobs, startInstance } from '../index.js';
import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
/** What the handler does with its next jobs, first come first served. */
let behaviours: (() => void)[];
beforeAll(async () => {
  const handle = () => {
    behaviours.shift()?.();
    return Promise.resolve({});
  };
  desk = await openProcessDesk([{ topic: 'send', handle }]);
  await desk.deploy({ 'sending.bpmn': bpmn('sending', sequence(serviceTask('task', 'send', 'R1/PT10S'), 'task')) });
});
beforeEach(() => (behaviours = []));
afterAll(() => desk.close());

const fails = () => {
  throw new Error('no line');
};
const values = async (name: string, executor = desk.executor) => {
  const metric = await executor.metrics.registry.getSingleMetric(name)!.get();
  return metric.values.map(({ labels, value }) => ({ ...labels, value }));
};

describe('the metrics of the runtime', () => {
  it('count commands by outcome and time them by name', async () => {
    const { executor, as } = createTestExecutor(desk.database);
    const keyed = { ...as('lan'), idempotencyKey: 'metrics' };
    const defect: Command<void, void> = { name: 'test.defect', run: () => Promise.reject(new TypeError('x of undefined')) };
    await executor.execute(startInstance, { key: 'sending', variables: {} }, keyed);
    await executor.execute(startInstance, { key: 'sending', variables: {} }, keyed);
    await executor.execute(startInstance, { key: 'nothing', variables: {} }, as('lan')).catch(() => undefined);
    await executor.execute(defect, undefined, as('lan')).catch(() => undefined);
    expect(await values('congvan_commands_total', executor)).toEqual([
      { command: 'runtime.start-instance', outcome: 'done', value: 1 },
      { command: 'runtime.start-instance', outcome: 'replayed', value: 1 },
      { command: 'runtime.start-instance', outcome: 'refused', value: 1 },
      { command: 'test.defect', outcome: 'failed', value: 1 },
    ]);
    const text = await executor.metrics.registry.metrics();
    expect(text).toContain('congvan_command_duration_seconds_count{command="runtime.start-instance"} 3');
  });

  it('tell what became of each attempt at a job, how long it waited and how long its handler ran', async () => {
    behaviours = [
      () => undefined,
      fails,
      () => {
        throw new BpmnError('NOBODY', 'catches this');
      },
    ];
    for (const _ of behaviours.slice()) await desk.start('sending');
    desk.clock.advance(1_500);
    await desk.runDueJobs();
    expect(await values('congvan_jobs_taken_total')).toEqual([{ kind: 'service', value: 4 }]);
    expect(await values('congvan_job_attempts_total')).toEqual([
      { kind: 'service', outcome: 'done', value: 2 },
      { kind: 'service', outcome: 'failed', value: 2 },
    ]);
    const text = await desk.executor.metrics.registry.metrics();
    expect(text).toContain('congvan_job_handler_duration_seconds_count{topic="send"} 4');
    expect(text).toMatch(/congvan_job_pickup_delay_seconds_bucket\{le="1",kind="service"\} 0/);
    expect(text).toMatch(/congvan_job_pickup_delay_seconds_bucket\{le="5",kind="service"\} 4/);
  });

  it('count the jobs that stand: due and in nobody’s hands, or failed', async () => {
    const before = await countStandingJobs(desk.database);
    await desk.start('sending');
    await desk.start('sending');
    behaviours = [fails];
    expect(await countStandingJobs(desk.database)).toEqual([...before, { kind: 'service', state: 'due', count: 2 }]);
    await desk.runDueJobs();
    const [failed] = before;
    expect(await countStandingJobs(desk.database)).toEqual([{ ...failed, count: failed!.count + 1 }]);
  });
});

import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { testLogger } from '../../../../test/support/database.js';
import { ToyQueue } from '../../../../test/support/queues.js';
import { type JobHandler, JobHandlerRegistry } from '../index.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';
import { JobRunner } from './job-runner.js';
import { JobWorker } from './job-worker.js';

let handled = 0;
const work: JobHandler = {
  topic: 'work',
  handle: () => {
    handled++;
    return Promise.resolve({});
  },
};
const handlers = new JobHandlerRegistry([work]);

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk([work]);
  await desk.deploy({ 'working.bpmn': bpmn('working', sequence(serviceTask('work', 'work'), 'work')) });
});
afterAll(() => desk.close());

/** A queue that answers slowly how much it holds, so that a sweep takes long. */
class SlowQueue extends ToyQueue {
  readonly closed: string[] = [];
  answer: () => void = () => {};
  private hasAsked: () => void = () => {};
  readonly asked = new Promise<void>((resolve) => (this.hasAsked = resolve));

  override depth = async () => {
    this.hasAsked();
    await new Promise<void>((resolve) => (this.answer = resolve));
    return super.depth();
  };
  override consume = (lane?: unknown) =>
    Promise.resolve({
      close: () => {
        this.closed.push(String(lane));
        return Promise.resolve();
      },
      rebuild: () => Promise.resolve(),
    });
}

describe('a worker that is told to stop', () => {
  it('takes nothing new from that moment on, however long its sweep takes', async () => {
    const queue = new SlowQueue();
    const pace = { leaseSeconds: 4, concurrency: 1, sweepIntervalMs: 20 };
    const worker = new JobWorker({ executor: desk.executor, handlers, queue, logger: testLogger, ...pace });
    await worker.start();
    await queue.asked;
    const stopped = worker.stop();
    expect(queue.closed.toSorted()).toEqual(['steps', 'work']);
    queue.answer();
    await stopped;
  });

  it('and to leave off leaves what is still delivered to others', async () => {
    const id = await desk.start('working');
    const [job] = await desk.database.query<{ id: string }>('select id from job where instance_id = $1', [id]);
    const runner = new JobRunner({ executor: desk.executor, handlers, logger: testLogger, leaseSeconds: 4 });
    runner.abort();
    await runner.run(job!.id);
    expect(handled).toBe(0);
    await desk.runDueJobs();
    expect(handled).toBe(1);
  });
});

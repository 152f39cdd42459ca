import type { DeliveryQueue } from '#queue';
import {
  type CommandExecutor,
  getInstance,
  type JobHandler,
  JobHandlerRegistry,
  JobRunner,
  JobWorker,
  listInstances,
  startInstance,
} from '#runtime';
import { testLogger } from '../support/database.js';
import { createTestExecutor } from '../support/executor.js';
import { openTestOffice, type TestOffice } from '../support/office.js';
import { forgetfulQueue } from '../support/queues.js';
import { Contender } from './contender.js';
import { hourly, services, WORK_TOPIC } from './processes.js';
import { toItsCommit } from './race.js';

const LEASE_SECONDS = 30;

/** Attempts of the handler, by job, and what has been recorded of them. */
let handled: string[] = [];
/** Jobs whose next attempt fails. */
const failing = new Set<string>();
const handler: JobHandler = {
  topic: WORK_TOPIC,
  handle: async ({ jobId, elementId, attempt }) => {
    handled.push(`${elementId} ${attempt}`);
    if (failing.delete(jobId)) throw new Error('no answer');
    return { commit: async ({ tx }) => void (await tx.execute('insert into effect values ($1)', [jobId])) };
  },
};
const handlers = new JobHandlerRegistry([handler]);

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice({ handlers: [handler], processes: { 'services.bpmn': services, 'hourly.bpmn': hourly } });
  await office.database.query('create table effect (job_id uuid primary key)');
});
beforeEach(() => {
  handled = [];
});
afterAll(() => office.close());

/** Commits a lease apart from its statement, as no worker does, so that others can be led in between. */
function inTwoSteps(): CommandExecutor {
  const executor = Object.create(office.executor) as CommandExecutor;
  executor.execute = (command, ...call) => office.executor.execute({ ...command, single: undefined }, ...call);
  return executor;
}

/** A worker process of its own with the delivery of one job; it ends with what that brings: on a slow machine the next job gets a place of its own. */
function delivery(name: string, jobId: string): Contender<unknown> {
  const worker = new JobRunner({ executor: inTwoSteps(), handlers, logger: testLogger, leaseSeconds: LEASE_SECONDS });
  return new Contender(name, () => worker.run(jobId).finally(() => worker.drain()));
}

async function startCase(): Promise<{ instanceId: string; jobId: string }> {
  const { instanceId } = await office.executor.execute(startInstance, { key: 'services', variables: {} }, office.as('clerk'));
  const [job] = await office.database.query<{ id: string }>('select id from job where instance_id = $1', [instanceId]);
  return { instanceId, jobId: job!.id };
}

const effectsOf = (jobId: string) => office.database.query('select 1 from effect where job_id = $1', [jobId]);
const statusOf = async (instanceId: string) => (await getInstance(office.database, instanceId)).status;

describe('two deliveries of one job', () => {
  it('the second waits for the lease of the first and goes away', async () => {
    const { instanceId, jobId } = await startCase();
    const [first, second] = [delivery('first', jobId), delivery('second', jobId)];
    // 1. The first has written its lease.
    await first.runTo('command.in-transaction');
    expect(first.standsAt).toBe('runtime.lease-job');
    // 2. The second waits for the row.
    await second.runToLock(office.database);
    // 3. The first has the job and has not begun it.
    await first.runTo('job.leased');
    // 4. The second goes away.
    await second.finish();
    expect(handled).toEqual([]);
    // 5. The first does this job, and the next one of the chain.
    await first.finish();
    expect(handled).toEqual(['one 1', 'two 1']);
    expect(await statusOf(instanceId)).toBe('completed');
  });

  it('the second has the job when the lease of the first fails', async () => {
    const { instanceId, jobId } = await startCase();
    const [first, second] = [delivery('first', jobId), delivery('second', jobId)];
    await first.runTo('command.in-transaction');
    await second.runToLock(office.database);
    await first.breakOff();
    await second.finish();
    expect(handled).toEqual(['one 1', 'two 1']);
    expect(await statusOf(instanceId)).toBe('completed');
  });

  it('the second goes away at once while the first works', async () => {
    const { jobId } = await startCase();
    const [first, second] = [delivery('first', jobId), delivery('second', jobId)];
    await first.runTo('job.effect-done');
    await second.finish();
    await first.finish();
    expect(handled).toEqual(['one 1', 'two 1']);
  });

  it('the second goes away when the first has settled it while it waited', async () => {
    const { jobId } = await startCase();
    const [first, second] = [delivery('first', jobId), delivery('second', jobId)];
    // 1. The first has settled and not committed, and its lease has ended meanwhile.
    await toItsCommit(first);
    office.clock.advance((LEASE_SECONDS + 1) * 1000);
    // 2. The second would take it over and waits for the row.
    await second.runToLock(office.database);
    // 3. The row goes with the commit.
    await first.finish();
    await second.finish();
    expect(handled).toEqual(['one 1', 'two 1']);
    expect(await effectsOf(jobId)).toHaveLength(1);
  });
});

describe('a worker whose lease ends while it works', () => {
  it('settles too late: another has taken the job', async () => {
    const { instanceId, jobId } = await startCase();
    const [slow, next] = [delivery('slow', jobId), delivery('next', jobId)];
    // 1. The slow one has done its work and recorded nothing.
    await slow.runTo('job.effect-done');
    // 2. Its lease ends, and the next one takes the job.
    office.clock.advance((LEASE_SECONDS + 1) * 1000);
    await next.runTo('job.leased');
    // 3. The slow one comes back and is refused.
    await slow.finish();
    expect([await effectsOf(jobId), await statusOf(instanceId)]).toEqual([[], 'active']);
    // 4. The next one does it.
    await next.finish();
    expect(handled).toEqual(['one 1', 'one 2', 'two 1']);
    expect([(await effectsOf(jobId)).length, await statusOf(instanceId)]).toEqual([1, 'completed']);
  });

  it('settles in the moment in which another takes the job: it waits and is refused', async () => {
    const { instanceId, jobId } = await startCase();
    const [slow, next] = [delivery('slow', jobId), delivery('next', jobId)];
    await slow.runTo('job.effect-done');
    office.clock.advance((LEASE_SECONDS + 1) * 1000);
    // 1. The next one has written its lease.
    await next.runTo('command.in-transaction');
    // 2. The slow one waits for the row.
    await slow.runToLock(office.database);
    // 3. The lease is committed; the slow one is refused.
    await next.runTo('job.leased');
    await slow.finish();
    expect(await effectsOf(jobId)).toEqual([]);
    // 4. The next one does it.
    await next.finish();
    expect([(await effectsOf(jobId)).length, await statusOf(instanceId)]).toEqual([1, 'completed']);
  });

  it('fails in the moment in which another takes the job: the failure is not recorded', async () => {
    const { instanceId, jobId } = await startCase();
    const [slow, next] = [delivery('slow', jobId), delivery('next', jobId)];
    failing.add(jobId);
    // 1. The slow one has the job; its handler is about to fail.
    await slow.runTo('job.leased');
    office.clock.advance((LEASE_SECONDS + 1) * 1000);
    // 2. The next one has written its lease.
    await next.runTo('command.in-transaction');
    // 3. The failure waits for the row.
    await slow.runToLock(office.database);
    // 4. The lease is committed; the failure is no news of this attempt.
    await next.runTo('job.leased');
    await slow.finish();
    const [job] = await office.database.query('select status, error, lease_owner is not null as held from job where id = $1', [jobId]);
    expect(job).toEqual({ status: 'ready', error: null, held: true });
    // 5. The next one does it.
    await next.finish();
    expect(await statusOf(instanceId)).toBe('completed');
  });

  it('begins no second instance by a timer that another has taken', async () => {
    office.clock.advance(3_700_000);
    const [timer] = await office.database.query<{ id: string }>(`select id from job where kind = 'timer-start'`);
    const [slow, next] = [delivery('slow', timer!.id), delivery('next', timer!.id)];
    // 1. The slow one has the timer, and its lease ends.
    await slow.runTo('job.leased');
    office.clock.advance((LEASE_SECONDS + 1) * 1000);
    // 2. The next one has written its lease.
    await next.runTo('command.in-transaction');
    // 3. The slow one waits for the row.
    await slow.runToLock(office.database);
    // 4. The lease is committed; the slow one is refused, and the next one begins the instance.
    await next.runTo('job.leased');
    const begun = async () => (await listInstances(office.database, { definitionKey: 'hourly', limit: 10 })).items.length;
    await slow.finish();
    expect(await begun()).toBe(0);
    await next.finish();
    expect(await begun()).toBe(1);
  });

  it('settles when nobody has taken the job yet', async () => {
    const { instanceId, jobId } = await startCase();
    const slow = delivery('slow', jobId);
    await slow.runTo('job.effect-done');
    office.clock.advance((LEASE_SECONDS + 1) * 1000);
    await slow.finish();
    expect(handled).toEqual(['one 1', 'two 1']);
    expect(await statusOf(instanceId)).toBe('completed');
  });
});

describe('two sweeps at the same time', () => {
  it('hand each job over once: the second neither waits nor takes what the first has', async () => {
    await office.database.query('delete from job');
    const published: string[] = [];
    const queue: DeliveryQueue = {
      ...forgetfulQueue,
      publish: async (due) => void published.push(...due.map(({ jobId }) => jobId)),
    };
    const { executor } = createTestExecutor(office.database, { handlers: [handler], queue });
    const lost = [(await startCase()).jobId, (await startCase()).jobId];
    await office.database.query('update job set delivered_at = null');
    const sweeper = (name: string) => {
      const options = { executor, handlers, queue, logger: testLogger, leaseSeconds: LEASE_SECONDS };
      return new Contender(name, () => new JobWorker({ ...options, concurrency: 1, sweepIntervalMs: 1000 }).sweep());
    };
    const [first, second] = [sweeper('first'), sweeper('second')];
    // 1. The first has been through the lane of the steps, and has marked both jobs in the other.
    for (let lanes = 0; lanes < 2; ) {
      await first.runTo('command.in-transaction');
      if (first.standsAt === 'runtime.redeliver-due-jobs') lanes++;
    }
    // 2. The second finds nothing, without waiting.
    expect(await second.finish()).toBe(0);
    expect(published).toEqual([]);
    // 3. The first hands them over.
    expect(await first.finish()).toBe(2);
    expect(published.sort()).toEqual(lost.sort());
  });
});

import { getInstance, type JobHandler, listFailedJobs } from '../index.js';
import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';
import { leaseJob } from './lease-job.command.js';

let desk: ProcessDesk;
let handled: number;
/** How many of the next commits of a booking cut their own connection. */
let cuts: number;

const book: JobHandler = {
  topic: 'book',
  handle: () => {
    handled++;
    return Promise.resolve({
      commit: async ({ tx }) => {
        await tx.execute('insert into booking default values');
        if (cuts-- > 0) await tx.query('select pg_terminate_backend(pg_backend_pid())');
      },
    });
  },
};

/** What the next call of a system outside ends with. */
let outside: Error;
const call: JobHandler = { topic: 'call', handle: () => Promise.reject(outside) };

beforeAll(async () => {
  desk = await openProcessDesk([book, call]);
  await desk.database.query('create table booking (id bigint generated always as identity)');
  await desk.deploy({
    'booking.bpmn': bpmn('booking', sequence(serviceTask('work', 'book'), 'work')),
    'calling.bpmn': bpmn('calling', sequence(serviceTask('work', 'call', 'R3/PT10S'), 'work')),
  });
});
beforeEach(async () => {
  handled = 0;
  cuts = 0;
  await desk.database.query('truncate booking');
});
afterAll(() => desk.close());

const bookings = async () => (await desk.database.query('select 1 from booking')).length;

describe('what a handler has done', () => {
  it('is settled once although the connection is cut in the middle', async () => {
    const id = await desk.start('booking');
    cuts = 2;
    await desk.runDueJobs();
    expect([handled, await bookings(), (await getInstance(desk.database, id)).status]).toEqual([1, 1, 'completed']);
  });

  it('is settled once although nobody knows whether the commit was done', async () => {
    // The first commit of a booking loses its connection before it is done.
    await desk.database.query(`
      create sequence commits;
      create function cut_first_commit() returns trigger language plpgsql as $$
        begin if nextval('commits') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $$;
      create constraint trigger cut after insert on booking deferrable initially deferred
        for each row execute function cut_first_commit()`);
    const id = await desk.start('booking');
    await desk.runDueJobs();
    const [{ commits }] = await desk.database.query<{ commits: number }>('select last_value as commits from commits') as [{ commits: number }];
    expect(commits).toBe(2);
    expect([handled, await bookings(), (await getInstance(desk.database, id)).status]).toEqual([1, 1, 'completed']);
    await desk.database.query('drop trigger cut on booking');
  });
});

describe('a job whose workers are lost', () => {
  it('is tried on, and after ten times in a row stands as failed, without another try', async () => {
    const [nine, ten] = [await desk.start('booking'), await desk.start('booking')];
    await desk.database.query('update job set attempt = case instance_id when $1 then 9 else 10 end', [nine]);
    await desk.runDueJobs();
    expect([handled, (await getInstance(desk.database, nine)).status]).toEqual([1, 'completed']);
    const { items } = await listFailedJobs(desk.database, { limit: 10 });
    expect(items).toMatchObject([{ instanceId: ten, error: { code: 'runtime.workers-lost' } }]);
  });
});

describe('a handler whose own system is away', () => {
  const coded = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

  it.each([coded('ECONNREFUSED'), coded('ENOTFOUND'), new Error('timeout expired')])('has failed: %p', async (error) => {
    outside = error;
    const id = await desk.start('calling');
    await desk.runDueJobs();
    const [job] = await desk.database.query('select attempt, lease_owner as owner, error from job where instance_id = $1', [id]);
    expect(job).toMatchObject({ attempt: 1, owner: null, error: { message: error.message } });
  });
});

describe('attempts that were lost', () => {
  it('use up none of the retries', async () => {
    outside = new Error('no such address');
    const id = await desk.start('calling');
    await desk.database.query('update job set attempt = 3 where instance_id = $1', [id]);
    const attempts = async () =>
      (await desk.database.query('select status, attempt from job where instance_id = $1', [id]))[0];
    await desk.runDueJobs();
    expect(await attempts()).toEqual({ status: 'ready', attempt: 1 });
    for (let retry = 2; retry <= 3; retry++) {
      desk.clock.advance(60_000);
      await desk.runDueJobs();
    }
    expect(await attempts()).toEqual({ status: 'failed', attempt: 3 });
  });
});

describe('a lease whose answer was lost', () => {
  it('is had again under the same name, and counts once', async () => {
    const id = await desk.start('booking');
    const [{ jobId }] = await desk.database.query<{ jobId: string }>('select id as "jobId" from job where instance_id = $1', [id]) as [{ jobId: string }];
    const lease = (owner: string) =>
      desk.executor.execute(leaseJob, { jobId, owner, leaseSeconds: 30 }, desk.as('system:worker'));
    expect(await lease('one')).toMatchObject({ id: jobId, attempt: 1 });
    expect(await lease('one')).toMatchObject({ id: jobId, attempt: 1 });
    expect(await lease('two')).toBeNull();
  });
});

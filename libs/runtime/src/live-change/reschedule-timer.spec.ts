import { getInstance, rescheduleTimer } from '../index.js';
import { bpmn, sequence } from '../../../../test/support/bpmn-text.js';
import { redeliverDueJobs } from '../deliveries/redeliver-due-jobs.command.js';
import { settleJob } from '../jobs/settle-job.command.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';
import { leaseJob } from '../worker/lease-job.command.js';

const wait = `<intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>PT1M</timeDuration></timerEventDefinition>
  </intermediateCatchEvent>`;

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
  await desk.deploy({ 'waiting.bpmn': bpmn('waiting', sequence(wait, 'wait')) });
});
afterAll(() => desk.close());

interface Timer {
  readonly id: string;
  readonly key: number;
  readonly deliveries: number;
}
/** An instance whose timer is due in a minute, and was handed to the queue for then. */
async function armed() {
  const instanceId = await desk.start('waiting');
  const look = async () =>
    (await desk.database.query<Timer>('select id, activity_key as key, deliveries from job where instance_id = $1', [instanceId]))[0]!;
  const { id: jobId, key } = await look();
  const worker = desk.as('system:worker');
  return {
    look,
    /** Moves it to so many hours from now. */
    move: (hours: number) =>
      desk.executor.execute(rescheduleTimer, { instanceId, key, due: desk.inHours(hours) }, desk.as('namcn')),
    lease: async () => {
      desk.clock.advance(61_000);
      expect(await desk.executor.execute(leaseJob, { jobId, owner: 'w1', leaseSeconds: 4 }, worker)).toMatchObject({ id: jobId });
    },
    fire: () => desk.executor.execute(settleJob, { jobId, owner: 'w1', outcome: { kind: 'due' } }, worker),
    status: async () => (await getInstance(desk.database, instanceId)).status,
  };
}
const LOST = { code: 'runtime.lease-lost' };

describe('a timer that is moved', () => {
  it('to a later day does not fire for the worker that has it for the old instant', async () => {
    const { lease, move, fire, status } = await armed();
    await lease();
    await move(24 * 30);
    await expect(fire()).rejects.toMatchObject(LOST);
    expect(await status()).toBe('active');
  });

  it('is free for another worker at once, when it is moved to the past', async () => {
    const { lease, move, fire, status } = await armed();
    await lease();
    await move(-1);
    await expect(fire()).rejects.toMatchObject(LOST);
    expect(await desk.runDueJobs()).toBe(1);
    expect(await status()).toBe('completed');
  });

  it('does not fire either where the program that moved it has left the lease as it was', async () => {
    const { lease, look, fire, status } = await armed();
    await lease();
    await desk.database.query(`update job set due_at = business_now() + interval '1 day' where id = $1`, [(await look()).id]);
    await expect(fire()).rejects.toMatchObject(LOST);
    expect(await status()).toBe('active');
  });

  it('to an earlier instant is handed over at once under a new number, not when its first delivery arrives', async () => {
    const { move, look } = await armed();
    expect((await look()).deliveries).toBe(1);
    await move(0);
    expect(await desk.executor.execute(redeliverDueJobs, { lane: 'steps' }, desk.as('system:sweep'))).toMatchObject({ count: 1 });
    expect((await look()).deliveries).toBe(2);
    await desk.runDueJobs();
  });
});

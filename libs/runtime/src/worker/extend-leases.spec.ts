import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';
import { extendLeases } from './extend-leases.command.js';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk([{ topic: 'work', handle: () => Promise.resolve({}) }]);
  await desk.deploy({ 'one.bpmn': bpmn('one', sequence(serviceTask('work', 'work'), 'work')) });
});
afterAll(() => desk.close());

/** A job that the owner holds for another second. */
const heldBy = async (owner: string) => {
  const id = await desk.start('one');
  const [job] = await desk.database.query<{ id: string }>(
    `update job set lease_owner = $2, lease_until = business_now() + interval '1 second' where instance_id = $1 returning id`,
    [id, owner],
  );
  return job!.id;
};
const extend = async (...leases: [jobId: string, owner: string][]) => {
  const input = { leases: leases.map(([jobId, owner]) => ({ jobId, owner })), leaseSeconds: 60 };
  return Object.fromEntries(await desk.executor.execute(extendLeases, input, desk.as('system:worker')));
};
/** Of a minute, not of the second that it had. */
const isExtended = async (jobId: string) => {
  const sql = `select lease_until > business_now() + interval '30 seconds' as extended from job where id = $1`;
  return (await desk.database.query<{ extended: boolean }>(sql, [jobId]))[0]?.extended;
};

describe('the leases of a worker', () => {
  it('are extended, those of others are not', async () => {
    const [mine, others] = [await heldBy('me/1'), await heldBy('other/1')];
    expect(await extend([mine, 'me/1'], [others, 'me/2'])).toEqual({ 'me/1': 'extended', 'me/2': 'lost' });
    expect([await isExtended(mine), await isExtended(others)]).toEqual([true, false]);
  });

  it('are lost where the job is gone', async () => {
    const job = await heldBy('me/1');
    await desk.database.query('delete from job where id = $1', [job]);
    expect(await extend([job, 'me/1'])).toEqual({ 'me/1': 'lost' });
  });

  it('wait for no transaction that has the row of a job, and the others are extended', async () => {
    const [free, locked] = [await heldBy('me/1'), await heldBy('me/2')];
    await desk.database.transaction(async (tx) => {
      await tx.query('select from job where id = $1 for update', [locked]);
      expect(await extend([free, 'me/1'], [locked, 'me/2'])).toEqual({ 'me/1': 'extended', 'me/2': 'busy' });
    });
    expect([await isExtended(free), await isExtended(locked)]).toEqual([true, false]);
  });
});

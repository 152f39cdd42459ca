import { roundTripsOf } from '../../../../test/support/round-trips.js';
import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk([{ topic: 'count', handle: () => Promise.resolve({ output: { counted: true } }) }]);
  const tasks = serviceTask('first', 'count') + serviceTask('second', 'count');
  await desk.deploy({ 'two.bpmn': bpmn('two', sequence(tasks, 'first', 'second')) });
  await desk.start('two'); // What is cached is there from now on.
});
afterAll(() => desk.close());

describe('round trips to Postgres, of which the last is the commit', () => {
  it('to start an instance: two', async () => {
    expect(await roundTripsOf(() => desk.start('two', { a: 1 }))).toBe(2);
  });

  it('to run a job: one for its lease, two for its settlement, and two more for the next of its chain', async () => {
    const id = await desk.start('two');
    const [first] = await desk.database.query<{ id: string }>('select id from job where instance_id = $1', [id]);
    expect(await roundTripsOf(() => desk.deliver(first!.id))).toBe(1 + 2 + 2);
  });
});

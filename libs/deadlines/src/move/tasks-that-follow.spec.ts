import { type DeadlineOffice, moveAll, openDeadlineOffice, withDayOff } from '../testing/deadline-office.js';

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

const taskOf = async (instanceId: string) => {
  const [task] = await office.database.query<{ id: string }>('select id from user_task where instance_id = $1', [instanceId]);
  return task!.id;
};

it('the libs above are told of tasks that a calendar moves alone, and of those that follow their case', async () => {
  const counting = await taskOf(await office.start('counting', { place: null }));
  const { instanceId } = await office.openCase();
  const answer = await taskOf(instanceId);

  await moveAll(office, await office.publish(withDayOff('2026-01-23'), 'bão'));

  expect(office.followedTasks).toContainEqual({ id: counting, before: '2026-01-27T10:00:00.000Z', after: '2026-01-28T10:00:00.000Z' });
  expect(office.followedTasks).toContainEqual({ id: answer, before: '2026-01-29T10:00:00.000Z', after: '2026-01-30T10:00:00.000Z' });
});

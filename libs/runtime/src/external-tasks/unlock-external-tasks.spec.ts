import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { startInstance } from '../instances/start-instance.command.js';
import { fetchAndLock } from './fetch-and-lock.command.js';
import { unlockExternalTasks, type UnlockExternalTasksInput } from './unlock-external-tasks.command.js';

const [MINE, OTHERS] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];

let office: TestOffice;
beforeAll(async () => {
  const processes = { 'mail.bpmn': bpmn('mail', sequence(serviceTask('work', 'mail'), 'work')) };
  office = await openTestOffice({ externalTopics: ['mail'], processes });
});
afterAll(() => office.close());

const fetchFor = async (tokenId: string, workerId: string) => {
  await office.executor.execute(startInstance, { key: 'mail', variables: {} }, office.as('vanthu'));
  const topics = [{ topicName: 'mail', lockDuration: 60_000, filter: {} }];
  const input = { tokenId, workerId, maxTasks: 1, usePriority: true, topics };
  return (await office.executor.execute(fetchAndLock, input, office.as('worker')))[0]!.id;
};
const unlock = (taskIds: string[], by: Omit<UnlockExternalTasksInput, 'taskIds'>) =>
  office.executor.execute(unlockExternalTasks, { taskIds, ...by }, office.as('worker'));
const jobs = (ids: string[]) =>
  office.database.query<{ held: boolean; attempt: number }>(
    'select lease_owner is not null as held, attempt from job where id = any($1::uuid[]) order by array_position($1::uuid[], id)',
    [ids],
  );
const HELD = { held: true, attempt: 1 };
const FREE = { held: false, attempt: 0 };

describe('unlocking', () => {
  it('frees what is held with the token, and of that what one worker holds where it is named', async () => {
    const tasks = [await fetchFor(MINE, 'w1'), await fetchFor(MINE, 'w10'), await fetchFor(OTHERS, 'w1')];
    await unlock(tasks, { tokenId: MINE, workerId: 'w1' });
    expect(await jobs(tasks)).toEqual([FREE, HELD, HELD]);
    await unlock(tasks, { tokenId: MINE });
    expect(await jobs(tasks)).toEqual([FREE, FREE, HELD]);
    await office.database.query('delete from job');
  });

  it('is refused where others hold all of it, and takes no attempt from what nobody holds', async () => {
    const task = await fetchFor(OTHERS, 'w1');
    await expect(unlock([task], { tokenId: MINE })).rejects.toMatchObject({ code: 'runtime.external-task-locked' });
    expect(await jobs([task])).toEqual([HELD]);
    await unlock([task], {});
    await unlock([task], { tokenId: MINE });
    expect(await jobs([task])).toEqual([FREE]);
    await office.database.query('delete from job');
  });
});

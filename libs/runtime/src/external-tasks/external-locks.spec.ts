import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { startInstance } from '../instances/start-instance.command.js';
import { completeExternalTask } from './complete-external-task.command.js';
import { extendExternalTaskLock } from './extend-external-task-lock.command.js';
import { fetchAndLock } from './fetch-and-lock.command.js';
import { lockExternalTask } from './lock-external-task.command.js';

const SECOND = 1_000;
const WORKER = { tokenId: '00000000-0000-7000-8000-000000000001', workerId: 'w1' };

let office: TestOffice;
let taskId: string;
beforeAll(async () => {
  const processes = { 'mail.bpmn': bpmn('mail', sequence(serviceTask('work', 'mail'), 'work')) };
  office = await openTestOffice({ externalTopics: ['mail'], processes });
});
afterAll(() => office.close());
beforeEach(async () => {
  await office.database.query('delete from job');
  await office.executor.execute(startInstance, { key: 'mail', variables: {} }, office.as('vanthu'));
  const topics = [{ topicName: 'mail', lockDuration: 10 * SECOND, filter: {} }];
  const input = { ...WORKER, maxTasks: 1, usePriority: true, topics };
  taskId = (await office.executor.execute(fetchAndLock, input, office.as('worker')))[0]!.id;
});

it('a lock lasts from now on for as long as it is extended', async () => {
  office.clock.advance(2 * SECOND);
  await office.executor.execute(extendExternalTaskLock, { ...WORKER, taskId, newDuration: 20 * SECOND }, office.as('worker'));
  const [job] = await office.database.query<{ left: number }>(
    'select round(extract(epoch from lease_until - business_now()))::integer as left from job',
  );
  expect(job!.left).toBeGreaterThan(15);
  expect(job!.left).toBeLessThanOrEqual(20);
});

it('a task is locked by another once its lock has run out, and not before', async () => {
  const lock = () => office.executor.execute(lockExternalTask, { ...WORKER, workerId: 'w2', taskId, lockDuration: SECOND }, office.as('worker'));
  await expect(lock()).rejects.toMatchObject({ code: 'runtime.external-task-locked' });
  office.clock.advance(11 * SECOND);
  await lock();
  const complete = office.executor.execute(completeExternalTask, { ...WORKER, taskId, variables: {} }, office.as('worker'));
  await expect(complete).rejects.toMatchObject({ code: 'runtime.external-task-not-locked' });
});

import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { startInstance } from '../instances/start-instance.command.js';
import { failExternalTask } from './fail-external-task.command.js';
import { fetchAndLock } from './fetch-and-lock.command.js';

const WORKER = { tokenId: '00000000-0000-7000-8000-000000000001', workerId: 'w1' };
const LOCK_MS = 60_000;

let office: TestOffice;
beforeAll(async () => {
  const processes = { 'mail.bpmn': bpmn('mail', sequence(serviceTask('work', 'mail', 'R3/PT10S'), 'work')) };
  office = await openTestOffice({ externalTopics: ['mail'], processes });
});
afterAll(() => office.close());
beforeEach(async () => {
  await office.database.query('delete from job');
  await office.executor.execute(startInstance, { key: 'mail', variables: {} }, office.as('vanthu'));
});

/** Gives the id of the task. */
const fetch = async () => {
  const topics = [{ topicName: 'mail', lockDuration: LOCK_MS, filter: {} }];
  return (await office.executor.execute(fetchAndLock, { ...WORKER, maxTasks: 1, usePriority: true, topics }, office.as('worker')))[0]!.id;
};
const loseLock = async () => {
  await fetch();
  office.clock.advance(LOCK_MS + 1_000);
};
const fail = (taskId: string, retries?: number) =>
  office.executor.execute(failExternalTask, { ...WORKER, taskId, errorMessage: 'máy in hết giấy', ...(retries !== undefined && { retries }) }, office.as('worker'));
const job = async () => {
  const [row] = await office.database.query<{ status: string; attempt: number; failures: { attempt: number }[] }>(
    'select status, attempt, failures from job',
  );
  return { ...row!, failures: row!.failures.map(({ attempt }) => attempt) };
};

it.each([
  ['with retries that the worker counts', 5],
  ['by the retry cycle of the model', undefined],
])('%s failures are counted, and not locks that ran out', async (_, retries) => {
  await loseLock();
  await loseLock();
  await fail(await fetch(), retries);
  expect(await job()).toEqual({ status: 'ready', attempt: 1, failures: [1] });
  office.clock.advance(11_000);
  await loseLock();
  await fail(await fetch(), retries);
  expect(await job()).toEqual({ status: 'ready', attempt: 2, failures: [1, 2] });
});

it('a failure leaves the task to whoever fetches it, and the queue hears nothing of it', async () => {
  const deliveries = async () => (await office.database.query<{ deliveries: number }>('select deliveries from job'))[0]!.deliveries;
  const before = await deliveries();
  const task = await fetch();
  await fail(task, 3);
  expect(await deliveries()).toBe(before);
  expect(await fetch()).toBe(task);
});

it('no retries left leave the task to an operator, under the number of its failures', async () => {
  await loseLock();
  await fail(await fetch(), 1);
  await fail(await fetch(), 0);
  expect(await job()).toEqual({ status: 'failed', attempt: 2, failures: [1, 2] });
});

import { cancelInstance, completeUserTask, deployProcesses, getInstance, startInstance } from '#runtime';
import { openTestOffice, type TestOffice } from '../support/office.js';
import { newWorker } from './case-with-many-moves.js';
import { called, caller, twoBranches, twoVoters } from './processes.js';
import { runRace } from './race.js';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  const resources = Object.entries({ twoBranches, twoVoters, called, caller }).map(([name, text]) => ({
    name: `${name}.bpmn`,
    content: Buffer.from(text),
  }));
  await office.executor.execute(deployProcesses, { resources }, office.as('designer'));
});
afterAll(() => office.close());

const start = async (key: string) =>
  (await office.executor.execute(startInstance, { key, variables: {} }, office.as('clerk'))).instanceId;
const openTasks = (instanceId: string) =>
  office.database.query<{ id: string; element: string }>(
    `select id, element_id as element from user_task where instance_id = $1 and status = 'open' order by activity_key`,
    [instanceId],
  );
const complete = (taskId: string) => () =>
  office.executor.execute(completeUserTask, { taskId, variables: {} }, office.as('lan'));
const elementsOpen = async (instanceId: string) => (await openTasks(instanceId)).map(({ element }) => element);

describe.each([
  ['two branches before a join', 'branches'],
  ['the last two of a multi-instance task', 'voters'],
])('%s that end at the same time', (_name, key) => {
  it.each([
    ['the first one first', 0, 1],
    ['the second one first', 1, 0],
  ])('let the case go on once: %s', async (_order, first, second) => {
    const instanceId = await start(key);
    const tasks = await openTasks(instanceId);
    await runRace(office.database, { first: complete(tasks[first]!.id), second: complete(tasks[second]!.id) });
    expect(await elementsOpen(instanceId)).toEqual(['after']);
  });

  it('leave the case waiting for the one that failed', async () => {
    const instanceId = await start(key);
    const [left, right] = await openTasks(instanceId);
    await runRace(office.database, { first: complete(left!.id), second: complete(right!.id), firstFails: true });
    expect(await openTasks(instanceId)).toEqual([left]);
    await complete(left!.id)();
    expect(await elementsOpen(instanceId)).toEqual(['after']);
  });
});

/** A caller whose called instance has ended, so that the news of it waits for a worker; and one that has not yet. */
describe('a called instance and its caller', () => {
  const childOf = async (instanceId: string) => (await getInstance(office.database, instanceId)).calls[0]!.id;
  const cancel = (instanceId: string) => () =>
    office.executor.execute(cancelInstance, { instanceId, reason: 'test' }, office.as('admin'));
  const newsFor = async (instanceId: string): Promise<string> =>
    (await office.database.query<{ id: string }>('select id from job where instance_id = $1', [instanceId]))[0]!.id;
  const look = async (instanceId: string) => {
    const { status } = await getInstance(office.database, instanceId);
    return { status, jobs: await office.database.query('select kind from job where instance_id = $1', [instanceId]) };
  };

  it('the called one ends, then the caller is cancelled: nothing of it is left', async () => {
    const instanceId = await start('caller');
    const [task] = await openTasks(await childOf(instanceId));
    await runRace(office.database, { first: complete(task!.id), second: cancel(instanceId) });
    expect(await look(instanceId)).toEqual({ status: 'cancelled', jobs: [] });
  });

  it('the caller is cancelled, then the called one would end: it is refused', async () => {
    const instanceId = await start('caller');
    const child = await childOf(instanceId);
    const [task] = await openTasks(child);
    const outcomes = await runRace(office.database, { first: cancel(instanceId), second: complete(task!.id) });
    expect(outcomes[1]).toEqual({ refused: 'runtime.task-not-open' });
    expect(await look(child)).toEqual({ status: 'cancelled', jobs: [] });
  });

  it('the news of its end is settled, then the caller is cancelled', async () => {
    const instanceId = await start('caller');
    await complete((await openTasks(await childOf(instanceId)))[0]!.id)();
    const news = await newsFor(instanceId);
    await runRace(office.database, { first: () => newWorker(office).run(news), second: cancel(instanceId) });
    expect(await look(instanceId)).toEqual({ status: 'cancelled', jobs: [] });
  });

  it('the caller is cancelled, then the news of the end is delivered', async () => {
    const instanceId = await start('caller');
    await complete((await openTasks(await childOf(instanceId)))[0]!.id)();
    const news = await newsFor(instanceId);
    await runRace(office.database, { first: cancel(instanceId), second: () => newWorker(office).run(news) });
    expect(await look(instanceId)).toEqual({ status: 'cancelled', jobs: [] });
    expect(await elementsOpen(instanceId)).toEqual([]);
  });
});

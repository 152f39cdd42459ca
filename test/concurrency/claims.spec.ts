import { cancelInstance, changeTask, deployProcesses, startInstance } from '#runtime';
import { claimTask, completeTask, taskCommands, unclaimTask } from '#worklist';
import { handlingTools } from '../support/handling-tools.js';
import { openTestOffice, type TestOffice } from '../support/office.js';
import { oneTask } from './processes.js';
import { type Outcome, runRace } from './race.js';
import { withAllItsLocks } from './with-all-its-locks.js';

const STAFF = ['staff', 'staff:QLCN', 'unit:QLCN'];
const NOTHING = { variables: {}, formData: {} };
const { assign: assignTask } = taskCommands(handlingTools());
const DONE: Outcome = { gave: null };

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  const content = Buffer.from(oneTask('claims').replace('candidateGroups="staff"', 'candidateGroups="unit:QLCN"'));
  await office.executor.execute(deployProcesses, { resources: [{ name: 'task.bpmn', content }] }, office.as('designer'));
});
afterAll(() => office.close());

/** What people may do with one open task, and what has become of it. */
async function openTask() {
  const { executor, database, as } = office;
  const { instanceId } = await executor.execute(startInstance, { key: 'one-task', variables: {} }, as('clerk'));
  const [row] = await database.query<{ id: string }>('select id from user_task where instance_id = $1', [instanceId]);
  const taskId = row!.id;
  const of = { taskId, groups: STAFF };
  return {
    claim: (login: string) => () => executor.execute(claimTask, of, as(login)),
    unclaim: (login: string) => () => executor.execute(unclaimTask, of, as(login)),
    complete: (login: string) => () => executor.execute(completeTask, { ...of, ...NOTHING }, as(login)),
    assign: (login: string) => () =>
      executor.execute(assignTask, { taskId, groups: ['head:QLCN'], assignee: { login, groups: STAFF } }, as('hung')),
    change: (login: string | null) => () =>
      executor.execute(changeTask, { taskId, changes: { assignee: login }, reason: 'test' }, as('admin')),
    cancel: () => executor.execute(withAllItsLocks(cancelInstance), { instanceId, reason: 'test' }, as('admin')),
    look: async () => (await database.query('select status, assignee from user_task where id = $1', [taskId]))[0],
  };
}

describe('two who claim one task', () => {
  it('the second waits and is told who has it', async () => {
    const { claim, look } = await openTask();
    const outcomes = await runRace(office.database, { first: claim('lan'), second: claim('hoa') });
    expect(outcomes).toEqual([DONE, { refused: 'worklist.task-claimed' }]);
    expect(await look()).toEqual({ status: 'open', assignee: 'lan' });
  });

  it('the second has it when the first fails', async () => {
    const { claim, look } = await openTask();
    const outcomes = await runRace(office.database, { first: claim('lan'), second: claim('hoa'), firstFails: true });
    expect(outcomes[1]).toEqual(DONE);
    expect(await look()).toEqual({ status: 'open', assignee: 'hoa' });
  });
});

describe('one who claims and one who completes', () => {
  it('nobody completes what another has claimed', async () => {
    const { claim, complete, look } = await openTask();
    const outcomes = await runRace(office.database, { first: claim('lan'), second: complete('hoa') });
    expect(outcomes).toEqual([DONE, { refused: 'worklist.task-forbidden' }]);
    expect(await look()).toEqual({ status: 'open', assignee: 'lan' });
  });

  it('nobody claims what another has completed', async () => {
    const { claim, complete, look } = await openTask();
    const outcomes = await runRace(office.database, { first: complete('hoa'), second: claim('lan') });
    expect(outcomes).toEqual([DONE, { refused: 'runtime.task-not-open' }]);
    expect(await look()).toEqual({ status: 'completed', assignee: 'hoa' });
  });
});

describe('one who claims and a head who hands out', () => {
  it('the head takes it away from whoever has claimed it', async () => {
    const { claim, assign, look } = await openTask();
    const outcomes = await runRace(office.database, { first: claim('lan'), second: assign('hoa') });
    expect(outcomes).toEqual([DONE, DONE]);
    expect(await look()).toEqual({ status: 'open', assignee: 'hoa' });
  });

  it('nobody claims what was handed to another', async () => {
    const { claim, assign, look } = await openTask();
    const outcomes = await runRace(office.database, { first: assign('hoa'), second: claim('lan') });
    expect(outcomes).toEqual([DONE, { refused: 'worklist.task-claimed' }]);
    expect(await look()).toEqual({ status: 'open', assignee: 'hoa' });
  });
});

describe('one who completes and a head who hands out', () => {
  it('a completed task is not handed out', async () => {
    const { complete, assign, look } = await openTask();
    const outcomes = await runRace(office.database, { first: complete('lan'), second: assign('hoa') });
    expect(outcomes).toEqual([DONE, { refused: 'runtime.task-not-open' }]);
    expect(await look()).toEqual({ status: 'completed', assignee: 'lan' });
  });

  it('a task that was handed to another is not completed', async () => {
    const { complete, assign, look } = await openTask();
    const outcomes = await runRace(office.database, { first: assign('hoa'), second: complete('lan') });
    expect(outcomes).toEqual([DONE, { refused: 'worklist.task-forbidden' }]);
    expect(await look()).toEqual({ status: 'open', assignee: 'hoa' });
  });
});

describe('one who gives a task back', () => {
  it('and one who claims it: it is free by then', async () => {
    const { claim, unclaim, look } = await openTask();
    await claim('lan')();
    const outcomes = await runRace(office.database, { first: unclaim('lan'), second: claim('hoa') });
    expect(outcomes).toEqual([DONE, DONE]);
    expect(await look()).toEqual({ status: 'open', assignee: 'hoa' });
  });

  it('and a head who hands it out: it stays with whom he gave it to', async () => {
    const { claim, unclaim, assign, look } = await openTask();
    await claim('lan')();
    const outcomes = await runRace(office.database, { first: assign('hoa'), second: unclaim('lan') });
    expect(outcomes).toEqual([DONE, { refused: 'worklist.task-forbidden' }]);
    expect(await look()).toEqual({ status: 'open', assignee: 'hoa' });
  });
});

describe('one who claims and an instance that is cancelled', () => {
  it('a cancelled task is not claimed', async () => {
    const { claim, cancel, look } = await openTask();
    const outcomes = await runRace(office.database, { first: cancel, second: claim('lan') });
    expect(outcomes).toEqual([DONE, { refused: 'runtime.task-not-open' }]);
    expect(await look()).toMatchObject({ status: 'cancelled', assignee: null });
  });

  it('a claimed task is cancelled all the same', async () => {
    const { claim, cancel, look } = await openTask();
    expect(await runRace(office.database, { first: claim('lan'), second: cancel })).toEqual([DONE, DONE]);
    expect(await look()).toEqual({ status: 'cancelled', assignee: 'lan' });
  });
});

describe('an operator who changes whose a task is', () => {
  it('and one who completes it: a completed task is not changed', async () => {
    const { change, complete, look } = await openTask();
    const outcomes = await runRace(office.database, { first: complete('lan'), second: change('hoa') });
    expect(outcomes).toEqual([DONE, { refused: 'runtime.task-not-open' }]);
    expect(await look()).toEqual({ status: 'completed', assignee: 'lan' });
  });

  it('and one who completes it: it is not his any more', async () => {
    const { change, complete, look } = await openTask();
    const outcomes = await runRace(office.database, { first: change('hoa'), second: complete('lan') });
    expect(outcomes).toEqual([DONE, { refused: 'worklist.task-forbidden' }]);
    expect(await look()).toEqual({ status: 'open', assignee: 'hoa' });
  });

  it('and one who claims it: the operator has the last word', async () => {
    const { change, claim, look } = await openTask();
    expect(await runRace(office.database, { first: claim('lan'), second: change('hoa') })).toEqual([DONE, DONE]);
    expect(await look()).toEqual({ status: 'open', assignee: 'hoa' });
  });

  it('and one who claims it: he is told who has it', async () => {
    const { change, claim, look } = await openTask();
    const outcomes = await runRace(office.database, { first: change('hoa'), second: claim('lan') });
    expect(outcomes).toEqual([DONE, { refused: 'worklist.task-claimed' }]);
    expect(await look()).toEqual({ status: 'open', assignee: 'hoa' });
  });
});

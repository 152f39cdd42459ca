import { newId } from '#foundation';
import { handlingTools } from '../../../test/support/handling-tools.js';
import { claimTask, taskCommands, unclaimTask } from './index.js';
import { openTaskOffice, type TaskOffice } from './testing/task-office.js';

let office: TaskOffice;

beforeAll(async () => {
  office = await openTaskOffice({ handlers: [{ topic: 'worklist.escalate', handle: async () => ({}) }] });
});
afterAll(() => office.close());

const STAFF = ['staff', 'staff:QLCN', 'unit:QLCN'];
const HEAD = ['head', 'head:QLCN', 'unit:QLCN'];

const claim = (taskId: string, login: string, groups = STAFF) =>
  office.executor.execute(claimTask, { taskId, groups }, office.as(login));
const unclaim = (taskId: string, login: string, groups = STAFF) =>
  office.executor.execute(unclaimTask, { taskId, groups }, office.as(login));
const assign = (taskId: string, login: string, groups: string[], assignee: { login: string; groups: string[] }) =>
  office.executor.execute(taskCommands(handlingTools()).assign, { taskId, groups, assignee }, office.as(login));
const offered = async (variables = {}) => (await office.openTask({ groups: ['unit:QLCN'], ...variables })).taskId;

describe('claiming a task', () => {
  it('gives it to a candidate and tells the audit trail who held it before and after', async () => {
    const taskId = await offered();
    await claim(taskId, 'cuongpv');
    expect(await office.taskRow(taskId)).toMatchObject({ assignee: 'cuongpv', status: 'open' });
    expect(await office.trailOf(taskId)).toEqual([
      { action: 'worklist.claim-task', actor: 'cuongpv', detail: { old: { assignee: null }, new: { assignee: 'cuongpv' } } },
    ]);
  });

  it('changes nothing when one holds it already', async () => {
    const taskId = await offered();
    await claim(taskId, 'cuongpv');
    await claim(taskId, 'cuongpv');
    expect(await office.trailOf(taskId)).toHaveLength(1);
  });

  it('names the holder to those who come later', async () => {
    const taskId = await offered();
    await claim(taskId, 'cuongpv');
    await expect(claim(taskId, 'hoalt')).rejects.toMatchObject({
      code: 'worklist.task-claimed',
      kind: 'conflict',
      message: expect.stringContaining('cuongpv'),
    });
  });

  it('lets exactly one of many win at the same moment', async () => {
    const taskId = await offered();
    const logins = ['a', 'b', 'c', 'd', 'e', 'f'];
    const results = await Promise.allSettled(logins.map((login) => claim(taskId, login)));
    const winner = logins[results.findIndex(({ status }) => status === 'fulfilled')];
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'worklist.task-claimed' });
    }
    expect((await office.taskRow(taskId)).assignee).toBe(winner);
  });

  it('refuses people to whom it is not offered, overseers included, and tasks that do not exist', async () => {
    const taskId = await offered();
    await expect(claim(taskId, 'lan', ['staff', 'unit:VP'])).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(claim(taskId, 'tam', ['manager'])).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(claim(newId(), 'cuongpv')).rejects.toMatchObject({ kind: 'not-found' });
    expect((await office.taskRow(taskId)).assignee).toBeNull();
  });

  it('refuses a task that is done, but tells only those whom it concerns', async () => {
    const taskId = await offered();
    await office.database.query(`update user_task set status = 'completed' where id = $1`, [taskId]);
    await expect(claim(taskId, 'cuongpv')).rejects.toMatchObject({ code: 'runtime.task-not-open', kind: 'conflict' });
    await expect(claim(taskId, 'lan', ['unit:VP'])).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('giving a task back', () => {
  it('offers it again to its candidates', async () => {
    const taskId = await offered();
    await claim(taskId, 'cuongpv');
    await unclaim(taskId, 'cuongpv');
    expect((await office.taskRow(taskId)).assignee).toBeNull();
    await claim(taskId, 'hoalt');
    expect((await office.taskRow(taskId)).assignee).toBe('hoalt');
  });

  it('is for its holder only', async () => {
    const taskId = await offered();
    await claim(taskId, 'cuongpv');
    await expect(unclaim(taskId, 'hoalt')).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
    expect((await office.taskRow(taskId)).assignee).toBe('cuongpv');
  });

  it('is refused where the task would then belong to nobody', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    await expect(unclaim(taskId, 'cuongpv')).rejects.toMatchObject({ code: 'worklist.task-not-offered' });
    expect((await office.taskRow(taskId)).assignee).toBe('cuongpv');
  });
});

describe('handing a task out', () => {
  it('gives work of the unit to one of its people, also when another holds it', async () => {
    const taskId = await offered();
    await claim(taskId, 'hoalt');
    await assign(taskId, 'hung', HEAD, { login: 'cuongpv', groups: STAFF });
    expect((await office.taskRow(taskId)).assignee).toBe('cuongpv');
    expect((await office.trailOf(taskId)).at(-1)).toEqual({
      action: 'worklist.assign-task',
      actor: 'hung',
      detail: { old: { assignee: 'hoalt' }, new: { assignee: 'cuongpv' } },
    });
  });

  it('lets a head take from its holder what has climbed to him', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    await expect(assign(taskId, 'hung', HEAD, { login: 'hung', groups: HEAD })).rejects.toMatchObject({ kind: 'forbidden' });
    await office.database.query(`update user_task set escalated_to = '{head:QLCN}' where id = $1`, [taskId]);
    await assign(taskId, 'hung', HEAD, { login: 'hung', groups: HEAD });
    expect((await office.taskRow(taskId)).assignee).toBe('hung');
  });

  it('refuses people of other units and people the directory does not know', async () => {
    const taskId = await offered();
    for (const groups of [['staff', 'unit:VP'], []]) {
      await expect(assign(taskId, 'hung', HEAD, { login: 'lan', groups })).rejects.toMatchObject({
        code: 'worklist.assignee-outside-unit',
        kind: 'invalid',
        findings: [{ where: 'assignee', what: 'lan has no valid post in QLCN' }],
      });
    }
    expect((await office.taskRow(taskId)).assignee).toBeNull();
  });

  it('is not for the staff of the unit, nor for heads of others', async () => {
    const taskId = await offered();
    const colleague = { login: 'hoalt', groups: STAFF };
    await expect(assign(taskId, 'cuongpv', STAFF, colleague)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(assign(taskId, 'lan', ['head', 'head:VP', 'unit:VP'], colleague)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

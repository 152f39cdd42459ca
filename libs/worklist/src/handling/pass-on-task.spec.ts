import { changeTask, suspendInstance } from '#runtime';
import { handlingTools } from '../../../../test/support/handling-tools.js';
import { claimTask, completeTask, getTask, taskCommands, unclaimTask } from '../index.js';
import { FORM_DATA, hidingNothing, openTaskOffice, type TaskOffice } from '../testing/task-office.js';

let office: TaskOffice;
beforeAll(async () => {
  office = await openTaskOffice({ handlers: [{ topic: 'worklist.escalate', handle: async () => ({}) }] });
});
afterAll(() => office.close());

const STAFF = ['staff', 'staff:QLCN', 'unit:QLCN'];
const HEAD = ['head', 'head:QLCN', 'unit:QLCN'];
const POSTS: Readonly<Record<string, string[]>> = { cuongpv: STAFF, hoalt: STAFF, tuanda: STAFF, hung: HEAD, lan: ['staff', 'unit:VP'] };
const groupsOf = (login: string) => POSTS[login] ?? [];

let told: [login: string, title: string, body: string][];
beforeEach(() => {
  told = [];
});
const tools = handlingTools({
  groupsOf: async (_context, login) => groupsOf(login),
  tell: async (_context, logins, { title, body }) => void told.push(...logins.map((login): [string, string, string] => [login, title, body])),
});
const acts = taskCommands(tools);
const as = (login: string) => office.as(login);
const of = (taskId: string, login: string) => ({ taskId, groups: groupsOf(login) });
const handOver = (taskId: string, from: string, to: string, commands = acts) =>
  office.executor.execute(commands.handOver, { ...of(taskId, from), to, reason: 'Đi công tác.' }, as(from));
const forward = (taskId: string, to: string) =>
  office.executor.execute(acts.assign, { ...of(taskId, 'hung'), assignee: { login: to, groups: groupsOf(to) } }, as('hung'));
const giveBack = (taskId: string, login: string) =>
  office.executor.execute(acts.return, { ...of(taskId, login), reason: 'Không đúng phần việc.' }, as(login));
const recall = (taskId: string, login: string) => office.executor.execute(acts.recall, of(taskId, login), as(login));
const open = (taskId: string, login: string) => office.executor.execute(acts.recordOpening, of(taskId, login), as(login));
const holder = async (taskId: string) => (await office.taskRow(taskId)).assignee;
const held = async (login = 'cuongpv', variables = {}) => {
  const { taskId } = await office.openTask({ groups: ['unit:QLCN'], ...variables });
  await office.executor.execute(claimTask, of(taskId, login), as(login));
  return taskId;
};

describe('handing a task over', () => {
  it('gives it to a colleague, who hears of it with the reason', async () => {
    const taskId = await held();
    await handOver(taskId, 'cuongpv', 'hoalt');
    expect(await holder(taskId)).toBe('hoalt');
    expect(told).toEqual([['hoalt', 'Bạn được bàn giao việc: Soạn trả lời', 'Phan Văn Cường đã thực hiện. Lý do: Đi công tác.']]);
    expect((await office.trailOf(taskId)).at(-1)).toEqual({
      action: 'worklist.hand-over-task',
      actor: 'cuongpv',
      detail: { old: { assignee: 'cuongpv' }, new: { assignee: 'hoalt' } },
    });
  });

  it('is for its holder only, and to nobody whose work it could not be', async () => {
    const taskId = await held();
    await expect(handOver(taskId, 'hoalt', 'tuanda')).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
    for (const [to, what] of [['cuongpv', 'holds it already'], ['lan', 'holds no post in QLCN'], ['nobody', 'holds no post in QLCN']]) {
      await expect(handOver(taskId, 'cuongpv', to!)).rejects.toMatchObject({
        code: 'worklist.receiver-unfit',
        findings: [{ where: 'to', what: expect.stringContaining(what!) }],
      });
    }
    expect(await holder(taskId)).toBe('cuongpv');
  });

  it('asks the rules of the step about the receiver', async () => {
    const taskId = await held();
    const asked: unknown[] = [];
    const strict = taskCommands({ ...tools, refuseUnfit: async (_context, step) => void asked.push(step.person.login) });
    await handOver(taskId, 'cuongpv', 'hoalt', strict);
    expect(asked).toEqual(['hoalt']);
  });

  it('waits while the case is suspended or its document locked', async () => {
    const { taskId, instanceId } = await office.openTask({ assignee: 'cuongpv' });
    const seen: unknown[] = [];
    const locked = taskCommands({ ...tools, refuseLocked: async (_context, ids) => { seen.push(ids); throw new Error('locked'); } });
    await expect(handOver(taskId, 'cuongpv', 'hoalt', locked)).rejects.toThrow('locked');
    expect(seen).toEqual([[instanceId, instanceId]]);
    await office.executor.execute(suspendInstance, { instanceId, timers: 'keep-due', reason: 'x' }, as('tungmt'));
    await expect(handOver(taskId, 'cuongpv', 'hoalt')).rejects.toMatchObject({ code: 'runtime.instance-suspended' });
  });
});

describe('returning a task', () => {
  it('takes it back through the hands that it came through, and then to those to whom it is offered', async () => {
    const { taskId } = await office.openTask({ groups: ['unit:QLCN'] });
    await forward(taskId, 'cuongpv');
    await handOver(taskId, 'cuongpv', 'hoalt');
    await giveBack(taskId, 'hoalt');
    expect(await holder(taskId)).toBe('cuongpv');
    await giveBack(taskId, 'cuongpv');
    expect(await holder(taskId)).toBe('hung');
    await giveBack(taskId, 'hung');
    expect(await holder(taskId)).toBeNull();
    expect(told.slice(2).map(([login, title]) => [login, title])).toEqual([
      ['cuongpv', 'Việc bị trả lại: Soạn trả lời'],
      ['hung', 'Việc bị trả lại: Soạn trả lời'],
    ]);
  });

  it('is refused where it would be nobody’s, and to those who do not hold it', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    await expect(giveBack(taskId, 'cuongpv')).rejects.toMatchObject({ code: 'worklist.task-not-offered' });
    await expect(giveBack(taskId, 'hoalt')).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
  });

  it('gives it to nobody who has left: then it is offered again', async () => {
    const taskId = await held();
    await handOver(taskId, 'cuongpv', 'hoalt');
    const left = taskCommands({ ...tools, groupsOf: async () => [] });
    await office.executor.execute(left.return, { ...of(taskId, 'hoalt'), reason: 'x' }, as('hoalt'));
    expect(await holder(taskId)).toBeNull();
  });

  it('is the only way to give up what somebody else gave', async () => {
    const taskId = await held();
    await handOver(taskId, 'cuongpv', 'hoalt');
    const unclaim = office.executor.execute(unclaimTask, of(taskId, 'hoalt'), as('hoalt'));
    await expect(unclaim).rejects.toMatchObject({ code: 'worklist.task-given', message: expect.stringContaining('cuongpv') });
  });
});

describe('taking a task back', () => {
  it('puts it where it was while the receiver has not opened it, and tells him', async () => {
    const taskId = await held();
    await handOver(taskId, 'cuongpv', 'hoalt');
    await recall(taskId, 'cuongpv');
    expect(await holder(taskId)).toBe('cuongpv');
    expect(told.at(-1)).toEqual(['hoalt', 'Việc đã được lấy lại: Soạn trả lời', 'Phan Văn Cường đã thực hiện.']);
    await forward(taskId, 'hoalt');
    await recall(taskId, 'hung');
    expect(await holder(taskId)).toBe('cuongpv');
    expect(told.slice(-2).map(([login]) => login)).toEqual(['cuongpv', 'hoalt']);
  });

  it('works for what was given by name too, though its giver holds it no longer', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    await handOver(taskId, 'cuongpv', 'hoalt');
    expect(await getTask(office.database, { login: 'cuongpv', groups: STAFF }, taskId, hidingNothing)).toMatchObject({ assignee: 'hoalt' });
    await recall(taskId, 'cuongpv');
    expect(await holder(taskId)).toBe('cuongpv');
  });

  it('is too late once it was opened since it came, and names by whom', async () => {
    const taskId = await held('hoalt');
    await open(taskId, 'hoalt');
    await handOver(taskId, 'hoalt', 'cuongpv');
    await handOver(taskId, 'cuongpv', 'hoalt');
    await recall(taskId, 'cuongpv');
    await handOver(taskId, 'cuongpv', 'hoalt');
    await open(taskId, 'hoalt');
    await expect(recall(taskId, 'cuongpv')).rejects.toMatchObject({
      code: 'worklist.task-opened',
      kind: 'conflict',
      message: expect.stringContaining('hoalt opened it at '),
    });
    expect(await holder(taskId)).toBe('hoalt');
  });

  it('is for whoever gave it to its holder, and for nobody else', async () => {
    const taskId = await held();
    await expect(recall(taskId, 'cuongpv')).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
    await handOver(taskId, 'cuongpv', 'hoalt');
    await expect(recall(taskId, 'hung')).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
    await handOver(taskId, 'hoalt', 'tuanda');
    await expect(recall(taskId, 'cuongpv')).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
  });
});

describe('what an operator has given by hand', () => {
  const givenByHand = async (to: string) => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    const changed = { taskId, changes: { assignee: to, candidateUsers: ['lan'] }, reason: 'Nghỉ phép.', groups: ['it'] };
    await office.executor.execute(changeTask, changed, as('tungmt'));
    await office.database.query(`update user_task set escalated_to = '{head:QLCN}' where id = $1`, [taskId]);
    return taskId;
  };
  const workOf = async (taskId: string) => (await office.database.query('select work_of from user_task where id = $1', [taskId]))[0];

  it('becomes the work of whom the head gives it to, and of whom that one hands it over to', async () => {
    const taskId = await givenByHand('hung');
    await forward(taskId, 'hoalt');
    await handOver(taskId, 'hoalt', 'tuanda');
    expect(await workOf(taskId)).toEqual({ work_of: ['cuongpv', 'hoalt', 'tuanda'] });
    await office.executor.execute(completeTask, { ...of(taskId, 'tuanda'), variables: { answer: 'Đã làm.' }, formData: FORM_DATA }, as('tuanda'));
    expect(await office.taskRow(taskId)).toMatchObject({ status: 'completed' });
  });

  it('does not become the work of whom it comes back to', async () => {
    const taskId = await givenByHand('lan');
    await forward(taskId, 'hoalt');
    await recall(taskId, 'hung');
    expect(await holder(taskId)).toBe('lan');
    expect(await workOf(taskId)).toEqual({ work_of: ['cuongpv', 'hoalt'] });
  });
});

it('keeps the trace as it was written, until the task itself goes with the history of its case', async () => {
  const taskId = await held();
  await handOver(taskId, 'cuongpv', 'hoalt');
  await open(taskId, 'hoalt');
  const query = (sql: string) => office.database.query(sql, [taskId]);
  await expect(query(`update task_handling set reason = 'y' where task_id = $1`)).rejects.toThrow(/never changed/);
  await query('delete from user_task where id = $1');
  expect(await query('select from task_handling where task_id = $1 union all select from task_opening where task_id = $1')).toEqual([]);
});

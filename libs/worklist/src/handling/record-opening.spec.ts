import { handlingTools } from '../../../../test/support/handling-tools.js';
import { taskCommands } from '../index.js';
import { openTaskOffice, type TaskOffice } from '../testing/task-office.js';

let office: TaskOffice;
beforeAll(async () => {
  office = await openTaskOffice({ handlers: [{ topic: 'worklist.escalate', handle: async () => ({}) }] });
});
afterAll(() => office.close());

const { recordOpening } = taskCommands(handlingTools());
const STAFF = ['staff', 'unit:QLCN'];
const open = (taskId: string, login: string, groups = STAFF) =>
  office.executor.execute(recordOpening, { taskId, groups }, office.as(login));
const openings = (taskId: string) =>
  office.database.query<{ login: string; at: string }>(
    'select login, opened_at as at from task_opening where task_id = $1 order by opened_at, login',
    [taskId],
  );

describe('opening a task', () => {
  it('is recorded once for each who may do it, in the audit trail too', async () => {
    const { taskId } = await office.openTask({ groups: ['unit:QLCN'] });
    await open(taskId, 'cuongpv');
    const first = await openings(taskId);
    await open(taskId, 'cuongpv');
    await open(taskId, 'hoalt');
    expect((await openings(taskId)).filter(({ login }) => login === 'cuongpv')).toEqual(first);
    expect((await office.trailOf(taskId)).map(({ action, detail }) => [action, detail])).toEqual([
      ['worklist.record-opening', { openedBy: 'cuongpv' }],
      ['worklist.record-opening', { openedBy: 'hoalt' }],
    ]);
  });

  it('counts anew once the task has come to the person again', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    await open(taskId, 'cuongpv');
    const [before] = await openings(taskId);
    await office.database.query(
      `insert into task_handling (task_id, number, act, done_by, to_login, at)
       values ($1, 1, 'forwarded', 'hung', 'cuongpv', business_now())`,
      [taskId],
    );
    await open(taskId, 'cuongpv');
    const [after] = await openings(taskId);
    expect(Date.parse(after!.at)).toBeGreaterThan(Date.parse(before!.at));
  });

  it('is refused where the document of its case is locked', async () => {
    const locked = taskCommands(handlingTools({ refuseLocked: async () => { throw new Error('locked'); } }));
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    const opened = office.executor.execute(locked.recordOpening, { taskId, groups: STAFF }, office.as('cuongpv'));
    await expect(opened).rejects.toThrow('locked');
    expect(await openings(taskId)).toEqual([]);
  });

  it('is not for those who only see it, nor once it is done', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv', groups: ['unit:QLCN'] });
    for (const [login, groups] of [['hoalt', STAFF], ['tam', ['manager']], ['lan', ['unit:VP']]] as const) {
      await expect(open(taskId, login, [...groups])).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
    }
    await office.database.query(`update user_task set status = 'completed' where id = $1`, [taskId]);
    await expect(open(taskId, 'cuongpv')).rejects.toMatchObject({ code: 'runtime.task-not-open' });
    expect(await openings(taskId)).toEqual([]);
  });
});

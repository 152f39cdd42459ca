import { listFailedJobs } from '#runtime';
import type { EscalationNotice } from './escalate.handler.js';
import { listTasks, worklistHandlers } from './index.js';
import { hidingNothing, openTaskOffice, type TaskOffice } from './testing/task-office.js';

const LEADER = { login: 'minh', groups: ['leader'] };

let office: TaskOffice;
let told: { group: string; notice: EscalationNotice }[];

beforeAll(async () => {
  const notifyGroup = async (_context: unknown, group: string, notice: EscalationNotice) => told.push({ group, notice });
  office = await openTaskOffice({ handlers: worklistHandlers({ notifyGroup }) });
});
afterAll(() => office.close());
beforeEach(() => {
  told = [];
});

const overdue = async (variables = {}) => {
  const task = await office.openTask({ assignee: 'cuongpv', dueAt: office.inHours(1), ...variables });
  office.clock.advance(2 * 3_600_000);
  return task;
};

describe('escalation', () => {
  it('lets the open tasks of an overdue case climb to a group, tells its members and the audit trail', async () => {
    const { taskId, instanceId } = await overdue({ subject: 'V/v báo cáo' });
    await office.runDueJobs();
    expect(await office.taskRow(taskId)).toMatchObject({ status: 'open', assignee: 'cuongpv', escalatedTo: ['leader'] });
    const { items } = await listTasks(office.database, LEADER, { scope: 'group', limit: 50 }, hidingNothing);
    expect(items).toMatchObject([{ id: taskId, overdue: true, escalatedTo: ['leader'] }]);
    expect(told).toEqual([
      {
        group: 'leader',
        notice: {
          kind: 'escalation',
          title: 'Quá hạn: Soạn trả lời',
          body: 'Công việc “Soạn trả lời” của văn bản “V/v báo cáo” đã quá hạn và được chuyển lên để chỉ đạo, xử lý.',
          instanceId,
          taskId,
          event: expect.stringMatching(new RegExp(`^escalate:.+:${taskId}$`)),
        },
      },
    ]);
    expect(await office.trailOf(taskId)).toMatchObject([
      { action: 'worklist.escalate', detail: { old: { escalatedTo: [] }, new: { escalatedTo: ['leader'] } } },
    ]);
  });

  it('lets the tasks of what the case has called climb, too', async () => {
    const called = await office.openTask({ assignee: 'hoalt', dueAt: office.inHours(100) });
    const { taskId, instanceId } = await overdue();
    await office.database.query('update process_instance set parent_instance_id = $2 where id = $1', [called.instanceId, instanceId]);
    await office.runDueJobs();
    expect(told.map(({ notice }) => notice.taskId).sort()).toEqual([taskId, called.taskId].sort());
    expect((await office.taskRow(called.taskId)).escalatedTo).toEqual(['leader']);
  });

  it('leaves a task as it is that has climbed to the group before', async () => {
    const { taskId } = await overdue();
    await office.database.query(`update user_task set escalated_to = '{leader,head:QLCN}' where id = $1`, [taskId]);
    await office.runDueJobs();
    expect((await office.taskRow(taskId)).escalatedTo).toEqual(['leader', 'head:QLCN']);
    expect(told).toEqual([]);
  });

  it('offers a task to the group where the model says so, also one that has climbed there before, and takes it off whoever let it grow late', async () => {
    const { taskId } = await overdue({ escalateOffers: true, groups: ['editor'] });
    await office.database.query(`update user_task set escalated_to = '{leader,head:QLCN}' where id = $1`, [taskId]);
    await office.runDueJobs();
    const [task] = await office.database.query('select assignee, candidate_groups as groups, escalated_to as climbed from user_task where id = $1', [taskId]);
    expect(task).toEqual({ assignee: null, groups: ['editor', 'leader'], climbed: ['head:QLCN', 'leader'] });
    expect(told).toMatchObject([{ group: 'leader' }]);
  });

  it('does not touch tasks that are finished, nor those of other cases', async () => {
    const other = await office.openTask({ assignee: 'cuongpv', dueAt: office.inHours(100) });
    const { taskId, instanceId } = await overdue();
    await office.database.query(`update user_task set status = 'completed' where id = $1`, [taskId]);
    await office.runDueJobs();
    expect((await office.taskRow(taskId)).escalatedTo).toEqual([]);
    expect((await office.taskRow(other.taskId)).escalatedTo).toEqual([]);
    const [job] = await office.database.query('select 1 from job where instance_id = $1', [instanceId]);
    expect(job).toBeUndefined();
  });

  it('stands as a failed job when the model does not say to whom', async () => {
    const { instanceId } = await overdue({ climbsTo: null });
    for (let attempt = 0; attempt < 10; attempt++) {
      await office.runDueJobs();
      office.clock.advance(3_600_000);
    }
    const { items } = await listFailedJobs(office.database, { limit: 50 });
    expect(items.find((job) => job.instanceId === instanceId)).toMatchObject({
      elementId: 'escalate',
      error: { message: expect.stringContaining('escalateTo') },
    });
  });
});

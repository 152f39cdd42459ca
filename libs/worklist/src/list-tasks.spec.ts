import { listTasks, type TaskListFilter } from './list-tasks.query.js';
import { hidingNothing, openTaskOffice, type TaskOffice } from './testing/task-office.js';

let office: TaskOffice;

beforeAll(async () => {
  office = await openTaskOffice({ handlers: [{ topic: 'worklist.escalate', handle: async () => ({}) }] });
});
afterAll(() => office.close());
beforeEach(() => office.database.query(`update user_task set status = 'cancelled' where status = 'open'`));

const STAFF = { login: 'cuongpv', groups: ['staff', 'staff:QLCN', 'unit:QLCN'] };
const LEADER = { login: 'minh', groups: ['leader'] };
const MANAGER = { login: 'tam', groups: ['manager'] };

const idsOf = async (person: typeof STAFF, filter: Partial<TaskListFilter> & Pick<TaskListFilter, 'scope'>) =>
  (await listTasks(office.database, person, { limit: 50, ...filter }, hidingNothing)).items.map(({ id }) => id);
const open = async (variables = {}) => (await office.openTask(variables)).taskId;
const set = (taskId: string, change: string) =>
  office.database.query(`update user_task set ${change} where id = $1`, [taskId]);

describe('the worklist', () => {
  it('shows what a task is and which case it belongs to', async () => {
    const dueAt = office.inHours(3);
    const { taskId, instanceId } = await office.openTask({ assignee: 'cuongpv', subject: 'V/v báo cáo', dueAt });
    expect((await listTasks(office.database, STAFF, { scope: 'mine', limit: 50 }, hidingNothing)).items).toEqual([
      {
        id: taskId,
        name: 'Soạn trả lời',
        definitionKey: 'answer',
        definitionName: 'Trả lời',
        instanceId,
        rootInstanceId: instanceId,
        businessKey: 'case-1',
        subject: 'V/v báo cáo',
        assignee: 'cuongpv',
        assigneeName: 'Phan Văn Cường',
        dueAt,
        overdue: false,
        escalatedTo: [],
        priority: 50,
        createdAt: expect.any(String),
        formKey: 'answer',
        openedAt: null,
      },
    ]);
  });

  it('lists under "mine" the open tasks that one holds', async () => {
    const mine = await open({ assignee: 'cuongpv', groups: ['unit:QLCN'] });
    await open({ assignee: 'hoalt', groups: ['unit:QLCN'] });
    await open({ groups: ['unit:QLCN'] });
    const done = await open({ assignee: 'cuongpv' });
    await set(done, `status = 'completed'`);
    expect(await idsOf(STAFF, { scope: 'mine' })).toEqual([mine]);
  });

  it('lists under "group" what is offered to one and held by nobody', async () => {
    const offered = [await open({ groups: ['unit:QLCN'] }), await open({ users: ['cuongpv'] })];
    await open({ groups: ['unit:VP'] });
    await open({ assignee: 'hoalt', groups: ['unit:QLCN'] });
    await open({ assignee: 'cuongpv', groups: ['unit:QLCN'] });
    expect((await idsOf(STAFF, { scope: 'group' })).sort()).toEqual(offered.sort());
  });

  it('lists under "group" what has climbed to one, whoever holds it', async () => {
    const climbed = await open({ assignee: 'cuongpv' });
    await set(climbed, `escalated_to = '{leader}'`);
    expect(await idsOf(LEADER, { scope: 'group' })).toEqual([climbed]);
    await set(climbed, `assignee = 'minh'`);
    expect(await idsOf(LEADER, { scope: 'group' })).toEqual([]);
    expect(await idsOf(LEADER, { scope: 'mine' })).toEqual([climbed]);
  });

  it('shows all tasks to managers and administrators, and to nobody else', async () => {
    const taskId = await open({ assignee: 'cuongpv' });
    expect(await idsOf(MANAGER, { scope: 'all' })).toEqual([taskId]);
    expect(await idsOf({ login: 'son', groups: ['admin'] }, { scope: 'all' })).toEqual([taskId]);
    await expect(idsOf(LEADER, { scope: 'all' })).rejects.toMatchObject({ code: 'worklist.list-forbidden', kind: 'forbidden' });
  });

  it('marks as overdue what was due before now, by the clock of the office', async () => {
    await open({ assignee: 'cuongpv', dueAt: office.inHours(5) });
    const overdue = async () => (await listTasks(office.database, STAFF, { scope: 'mine', limit: 1 }, hidingNothing)).items[0]!.overdue;
    expect(await overdue()).toBe(false);
    office.clock.advance(6 * 3_600_000);
    expect(await overdue()).toBe(true);
  });

  it.each(['due', 'newest'] as const)('gives every task once over the pages, sorted by %s', async (sort) => {
    const ids: string[] = [];
    for (const hours of [30, 10, 20, 10, 40, 10]) {
      ids.push(await open({ assignee: 'cuongpv', dueAt: office.inHours(hours) }));
    }
    // Two without a deadline, two with exactly the same one.
    await set(ids[0]!, 'due_at = null');
    await set(ids[4]!, 'due_at = null');
    await set(ids[1]!, `due_at = '2030-01-01T00:00:00Z', created_at = '2024-01-01T00:00:00Z'`);
    await set(ids[3]!, `due_at = '2030-01-01T00:00:00Z', created_at = '2024-01-01T00:00:00Z'`);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listTasks(office.database, STAFF, { scope: 'mine', limit: 2, sort, after }, hidingNothing);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(await idsOf(STAFF, { scope: 'mine', sort }));
    expect([...seen].sort()).toEqual([...ids].sort());
    if (sort === 'due') {
      expect(seen.slice(4).sort()).toEqual([ids[0]!, ids[4]!].sort());
      expect(seen.slice(2, 4).sort()).toEqual([ids[1]!, ids[3]!].sort());
    } else {
      expect(seen.slice(0, 4)).toEqual([ids[5], ids[4], ids[2], ids[0]]);
    }
  });

  it('refuses a cursor that is not one of this list', async () => {
    for (let n = 0; n < 2; n++) await open({ assignee: 'cuongpv' });
    const { next } = await listTasks(office.database, STAFF, { scope: 'mine', limit: 1 }, hidingNothing);
    for (const [after, sort] of [['nonsense', 'due'], [next!, 'newest']] as const) {
      await expect(listTasks(office.database, STAFF, { scope: 'mine', limit: 1, after, sort }, hidingNothing)).rejects.toMatchObject({
        code: 'foundation.bad-cursor',
      });
    }
  });
});

import { newId } from '#foundation';
import { roundTripsOf } from '../../../test/support/round-trips.js';
import { cancelInstance, changeTask, getInstance } from '#runtime';
import { type BeforeCompletion, claimTask, completeTask, type TaskCompletion } from './index.js';
import { FORM_DATA, openTaskOffice, type TaskOffice } from './testing/task-office.js';

let office: TaskOffice;

beforeAll(async () => {
  office = await openTaskOffice({ handlers: [{ topic: 'worklist.escalate', handle: async () => ({}) }] });
});
afterAll(() => office.close());

const STAFF = ['staff', 'staff:QLCN', 'unit:QLCN'];
const ANSWER = { answer: 'Đã giải quyết xong.', unit: 'QLCN' };

const complete = (taskId: string, login: string, variables: Record<string, unknown> = ANSWER, groups = STAFF) =>
  office.executor.execute(
    completeTask,
    { taskId, groups, variables: variables as typeof ANSWER, formData: FORM_DATA },
    office.as(login),
  );
const variablesOf = async (instanceId: string) => (await getInstance(office.database, instanceId)).variables;
const openTasksOf = (instanceId: string) =>
  office.database.query<{ id: string; elementId: string; assignee: string | null }>(
    `select id, element_id as "elementId", assignee from user_task where instance_id = $1 and status = 'open'`,
    [instanceId],
  );

describe('completing a task', () => {
  it('stores what the form asked for, says who did it, and lets the case go on', async () => {
    const { taskId, instanceId } = await office.openTask({ assignee: 'cuongpv' });
    await complete(taskId, 'cuongpv');
    expect(await office.taskRow(taskId)).toMatchObject({ status: 'completed', assignee: 'cuongpv', completedBy: 'cuongpv' });
    expect(await variablesOf(instanceId)).toMatchObject({ ...ANSWER, answeredBy: 'cuongpv' });
    expect(await openTasksOf(instanceId)).toMatchObject([{ elementId: 'check', assignee: 'cuongpv' }]);
  });

  it('sent twice with one idempotency key is done once, though posts and lists have changed meanwhile', async () => {
    const { taskId, instanceId } = await office.openTask({ assignee: 'cuongpv' });
    const caller = { ...office.as('cuongpv'), idempotencyKey: 'answer' };
    const send = (groups: string[], formData: typeof FORM_DATA) =>
      office.executor.execute(completeTask, { taskId, groups, variables: ANSWER, formData }, caller);
    await send(STAFF, FORM_DATA);
    await send(['head:QLCN'], { ...FORM_DATA, people: [] });
    expect(await openTasksOf(instanceId)).toMatchObject([{ elementId: 'check' }]);
  });

  it('asks what else must hold, with what the form takes, and leaves the task open where that refuses', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv', subject: 'V/v báo cáo' });
    const asked: TaskCompletion[] = [];
    const input = { taskId, groups: STAFF, variables: ANSWER, formData: FORM_DATA };
    const refuse: BeforeCompletion = async (_context, completion) => {
      asked.push(completion);
      throw new Error('not you');
    };
    await expect(office.executor.execute(completeTask, { ...input, beforeCompletion: refuse }, office.as('cuongpv'))).rejects.toThrow('not you');
    expect(asked).toMatchObject([
      { taskId, properties: {}, person: { login: 'cuongpv', groups: STAFF }, values: ANSWER, variables: { subject: 'V/v báo cáo' } },
    ]);
    expect(await office.taskRow(taskId)).toMatchObject({ status: 'open' });
  });

  it('keeps the names of the fields in the audit trail, and never what was written', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    await complete(taskId, 'cuongpv');
    const trail = await office.trailOf(taskId);
    expect(trail).toContainEqual({
      action: 'worklist.complete-task',
      actor: 'cuongpv',
      detail: {
        old: { status: 'open', assignee: 'cuongpv' },
        new: { status: 'completed', assignee: 'cuongpv', completedBy: 'cuongpv' },
        fields: ['answer', 'unit'],
      },
    });
    expect(JSON.stringify(trail)).not.toContain('giải quyết');
  });

  it('claims a task that nobody holds for the candidate who completes it', async () => {
    const { taskId } = await office.openTask({ groups: ['unit:QLCN'] });
    await complete(taskId, 'hoalt');
    expect(await office.taskRow(taskId)).toMatchObject({ status: 'completed', assignee: 'hoalt', completedBy: 'hoalt' });
  });

  it('takes two round trips to Postgres, of which the last is the commit', async () => {
    await complete((await office.openTask({ assignee: 'cuongpv' })).taskId, 'cuongpv');
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    expect(await roundTripsOf(() => complete(taskId, 'cuongpv'))).toBe(2);
  });
});

describe('a refused completion changes nothing', () => {
  const refused = async (taskId: string, instanceId: string, attempt: Promise<unknown>, error: object) => {
    const before = [await office.taskRow(taskId), await variablesOf(instanceId), await office.trailOf(taskId)];
    await expect(attempt).rejects.toMatchObject(error);
    expect([await office.taskRow(taskId), await variablesOf(instanceId), await office.trailOf(taskId)]).toEqual(before);
  };

  it('when the task does not exist', async () => {
    await expect(complete(newId(), 'cuongpv')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('when it has only climbed to one: a late signature stays the leader’s', async () => {
    const { taskId, instanceId } = await office.openTask({ groups: ['leader'] });
    await office.database.query(`update user_task set escalated_to = '{head:QLCN}' where id = $1`, [taskId]);
    await refused(taskId, instanceId, complete(taskId, 'hung', ANSWER, ['head', 'head:QLCN', 'unit:QLCN']), {
      code: 'worklist.task-forbidden',
    });
  });

  it('when it belongs to somebody else, be one a candidate, a stranger or an administrator', async () => {
    const { taskId, instanceId } = await office.openTask({ assignee: 'hoalt', groups: ['unit:QLCN'] });
    for (const groups of [STAFF, ['staff', 'unit:VP'], ['admin']]) {
      await refused(taskId, instanceId, complete(taskId, 'cuongpv', ANSWER, groups), {
        code: 'worklist.task-forbidden',
        kind: 'forbidden',
      });
    }
  });

  it('when it is done already', async () => {
    const { taskId, instanceId } = await office.openTask({ groups: ['unit:QLCN'] });
    await complete(taskId, 'hoalt');
    for (const login of ['hoalt', 'cuongpv']) {
      await refused(taskId, instanceId, complete(taskId, login), { code: 'runtime.task-not-open', kind: 'conflict' });
    }
  });

  it('when it was withdrawn', async () => {
    const { taskId, instanceId } = await office.openTask({ assignee: 'cuongpv' });
    await office.executor.execute(cancelInstance, { instanceId, reason: 'Trùng văn bản' }, office.as('clerk'));
    await refused(taskId, instanceId, complete(taskId, 'cuongpv'), { kind: 'conflict' });
  });

  it('when the form is not filled in right, naming every field at once', async () => {
    const { taskId, instanceId } = await office.openTask({ assignee: 'cuongpv' });
    await refused(taskId, instanceId, complete(taskId, 'cuongpv', { unit: 'LẠ', decision: 'approve' }), {
      code: 'worklist.submission-refused',
      kind: 'invalid',
      findings: expect.arrayContaining([
        expect.objectContaining({ where: 'answer' }),
        expect.objectContaining({ where: 'unit' }),
        expect.objectContaining({ where: 'decision' }),
      ]),
    });
  });

  it('when variables come with a task that has no form', async () => {
    const { taskId, instanceId } = await office.openTask({ assignee: 'cuongpv' });
    await complete(taskId, 'cuongpv');
    const [check] = await openTasksOf(instanceId);
    await refused(check!.id, instanceId, complete(check!.id, 'cuongpv', { anything: true }), {
      code: 'worklist.submission-refused',
      findings: [expect.objectContaining({ where: 'anything' })],
    });
    await complete(check!.id, 'cuongpv', {});
    expect(await office.taskRow(check!.id)).toMatchObject({ status: 'completed' });
  });

  it('when a variable of the case poses as the list that the form chooses from', async () => {
    const { taskId, instanceId } = await office.openTask({ assignee: 'cuongpv', units: [{ value: 'LẠ', label: 'Lạ' }] });
    await refused(taskId, instanceId, complete(taskId, 'cuongpv', { ...ANSWER, unit: 'LẠ' }), {
      code: 'worklist.submission-refused',
    });
  });
});

describe('several people at once', () => {
  it('lets one of many completers win and tells the others that the task is done', async () => {
    const { taskId, instanceId } = await office.openTask({ groups: ['unit:QLCN'] });
    const logins = ['a', 'b', 'c', 'd', 'e', 'f'];
    const results = await Promise.allSettled(logins.map((login) => complete(taskId, login)));
    const winner = logins[results.findIndex(({ status }) => status === 'fulfilled')];
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'runtime.task-not-open' });
    }
    expect(await office.taskRow(taskId)).toMatchObject({ assignee: winner, completedBy: winner });
    expect(await variablesOf(instanceId)).toMatchObject({ answeredBy: winner });
    expect(await openTasksOf(instanceId)).toHaveLength(1);
  });

  it('never lets a claim and a completion by two people both succeed', async () => {
    for (let round = 0; round < 10; round++) {
      const { taskId } = await office.openTask({ groups: ['unit:QLCN'] });
      const [claimed, completed] = await Promise.allSettled([
        office.executor.execute(claimTask, { taskId, groups: STAFF }, office.as('hoalt')),
        complete(taskId, 'cuongpv'),
      ]);
      const row = await office.taskRow(taskId);
      if (completed.status === 'fulfilled') {
        expect(row).toMatchObject({ status: 'completed', assignee: 'cuongpv', completedBy: 'cuongpv' });
        expect(claimed).toMatchObject({ status: 'rejected', reason: { kind: 'conflict' } });
      } else {
        expect(row).toMatchObject({ status: 'open', assignee: 'hoalt' });
        expect(completed.reason).toMatchObject({ code: 'worklist.task-forbidden' });
      }
    }
  });

  it('does not complete for one whose task is handed to another in between', async () => {
    const { taskId, instanceId } = await office.openTask({ groups: ['unit:QLCN'] });
    await office.executor.execute(claimTask, { taskId, groups: STAFF }, office.as('cuongpv'));
    let completion: Promise<PromiseSettledResult<void>[]> | undefined;
    await office.database.transaction(async (tx) => {
      // While the case is held, the completion waits between its look at the task and its step.
      await tx.execute('select 1 from process_instance where id = $1 for update', [instanceId]);
      completion = Promise.allSettled([complete(taskId, 'cuongpv')]);
      await untilSomebodyWaits();
      const change = { taskId, changes: { assignee: 'hoalt' }, reason: 'test', groups: ['admin'] };
      await office.executor.execute(changeTask, change, office.as('tungmt'));
    });
    expect(await completion).toMatchObject([{ status: 'rejected', reason: { code: 'worklist.task-forbidden' } }]);
    expect(await office.taskRow(taskId)).toMatchObject({ status: 'open', assignee: 'hoalt' });
  });
});

/** Resolves once a connection to this database waits for a lock. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await office.database.query<{ waiting: number }>(
      `select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (row!.waiting > 0) return;
  }
}

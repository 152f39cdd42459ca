import { changeTask, getInstance, listTimers, modifyInstance, rescheduleTimer, setVariables, type TaskChanges } from '../index.js';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const wait = `<intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>P40D</timeDuration></timerEventDefinition></intermediateCatchEvent>`;
let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
  await desk.deploy({
    'case.bpmn': bpmn('case', sequence(userTask('check') + wait + userTask('sign'), 'check', 'wait', 'sign')),
  });
});
afterAll(() => desk.close());

const modify = (instanceId: string, ...instructions: Parameters<typeof modifyInstance.run>[1]['instructions'][number][]) =>
  desk.executor.execute(modifyInstance, { instanceId, instructions, reason: 'sent to the wrong desk' }, desk.as('tungmt'));
const trailOf = (subjectId: string, action: string) =>
  desk.database.query('select detail from audit_entry where subject_id = $1 and action = $2 order by id', [subjectId, action]);

describe('an operator', () => {
  it('moves a case to another step, with the reason in the trail and no contents of variables', async () => {
    const id = await desk.start('case');
    await modify(id, { type: 'cancelAll', element: 'check' }, { type: 'startBefore', element: 'sign', variables: { secret: 1 } });
    expect(await desk.openTasks(id)).toMatchObject([{ name: 'sign' }]);
    expect(await trailOf(id, 'runtime.modify-instance')).toEqual([
      { detail: { reason: 'sent to the wrong desk', instructions: ['cancelAll check', 'startBefore sign with secret'] } },
    ]);
  });

  it('ends a case by taking away its last step', async () => {
    const id = await desk.start('case');
    await modify(id, { type: 'cancelAll', element: 'check' });
    expect(await getInstance(desk.database, id)).toMatchObject({ status: 'cancelled', endReason: 'sent to the wrong desk' });
  });

  it('changes nothing when one of the instructions cannot be done', async () => {
    const id = await desk.start('case');
    const wrong = modify(id, { type: 'cancelAll', element: 'check' }, { type: 'startBefore', element: 'nowhere' });
    await expect(wrong).rejects.toMatchObject({ code: 'engine.modification-impossible', findings: [{ where: 'nowhere' }] });
    expect(await desk.openTasks(id)).toMatchObject([{ name: 'check' }]);
  });

  it('sets variables of a case, whose names stand in the trail', async () => {
    const id = await desk.start('case');
    await desk.executor.execute(setVariables, { instanceId: id, variables: { amount: 7 } }, desk.as('tungmt'));
    expect((await getInstance(desk.database, id)).variables).toEqual({ amount: 7 });
    expect(await trailOf(id, 'runtime.set-variables')).toEqual([{ detail: { scope: null, variables: ['amount'] } }]);
    const unknown = desk.executor.execute(setVariables, { instanceId: id, key: 99, variables: {} }, desk.as('tungmt'));
    await expect(unknown).rejects.toMatchObject({ code: 'engine.not-open' });
  });

  it('brings a timer forward, which then fires at its new instant', async () => {
    const id = await desk.start('case');
    await desk.complete((await desk.openTasks(id))[0]!.id);
    const [timer] = (await listTimers(desk.database, id, { limit: 5 })).items;
    expect(timer).toMatchObject({ elementId: 'wait', status: 'ready' });
    const reschedule = (key: number) =>
      desk.executor.execute(rescheduleTimer, { instanceId: id, key, due: desk.inHours(2) }, desk.as('tungmt'));
    await reschedule(timer!.key);
    await expect(reschedule(timer!.key + 1)).rejects.toMatchObject({ code: 'engine.not-open' });
    await desk.runDueJobs();
    expect(await desk.openTasks(id)).toEqual([]);
    desk.clock.advance(2.1 * 3_600_000);
    await desk.runDueJobs();
    expect(await desk.openTasks(id)).toMatchObject([{ name: 'sign' }]);
  });

  it('changes whose an open task is and when it is due; the trail has what was and what is', async () => {
    const id = await desk.start('case');
    const [task] = await desk.openTasks(id);
    const change = (changes: TaskChanges) =>
      desk.executor.execute(changeTask, { taskId: task!.id, changes, reason: 'on leave' }, desk.as('tungmt'));
    await change({ assignee: 'cuongpv', candidateGroups: ['leader'], dueAt: '2030-01-05T01:00:00.000Z', priority: 90 });
    const [row] = await desk.database.query(
      `select assignee, candidate_groups as groups, due_at as due, priority, follow_up_at as "followUp" from user_task where id = $1`,
      [task!.id],
    );
    expect(row).toEqual({ assignee: 'cuongpv', groups: ['leader'], due: '2030-01-05T01:00:00.000Z', priority: 90, followUp: null });
    await change({ dueAt: null });
    const [first, second] = await trailOf(task!.id, 'runtime.change-task');
    expect(first).toMatchObject({
      detail: { reason: 'on leave', old: { assignee: null, candidateGroups: ['clerk'] }, new: { assignee: 'cuongpv' } },
    });
    expect(second).toMatchObject({ detail: { new: { dueAt: null } } });
    await desk.complete(task!.id);
    await expect(change({ priority: 1 })).rejects.toMatchObject({ code: 'runtime.task-not-open' });
  });

  it('cannot give a task a date in a year that was mistyped', async () => {
    const id = await desk.start('case');
    const [task] = await desk.openTasks(id);
    const changes = { dueAt: '9026-11-20T03:00:00.000Z', followUpAt: '0226-11-20T03:00:00.000Z', priority: 90 };
    await expect(desk.executor.execute(changeTask, { taskId: task!.id, changes, reason: 'x' }, desk.as('tungmt'))).rejects.toMatchObject({
      code: 'runtime.far-off-task-date',
      findings: [{ where: 'dueAt' }, { where: 'followUpAt' }],
    });
    expect(await trailOf(task!.id, 'runtime.change-task')).toEqual([]);
  });
});

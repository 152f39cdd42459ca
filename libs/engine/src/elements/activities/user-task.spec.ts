import { NotOpenError, UnusableAttributeError, variablesOf } from '../../index.js';
import { mappings, run, userTask } from '../../testing/model.js';

const flows = 'Start -> Task -> End';

describe('User task', () => {
  it('opens a task with its attributes evaluated and waits', async () => {
    const elements = userTask(
      'Task',
      `name="Xử lý" camunda:assignee="= drafter" camunda:candidateUsers="an, \${deputy}"
       camunda:candidateGroups="leader,= &quot;head:&quot; + unit" camunda:dueDate="= due"
       camunda:followUpDate="2026-01-06T17:00:00+07:00" camunda:priority="= 10 * 7" camunda:formKey="handling"`,
    );
    const variables = { drafter: 'cuongpv', deputy: 'binh', unit: 'QLCN', due: '2026-01-07T17:00:00+07:00' };
    const instance = await run({ elements, flows }, variables);

    expect([...instance.open.values()]).toEqual([
      {
        type: 'openTask',
        key: 3,
        element: 'Task',
        name: 'Xử lý',
        assignee: 'cuongpv',
        candidateUsers: ['an', 'binh'],
        candidateGroups: ['leader', 'head:QLCN'],
        dueDate: '2026-01-07T10:00:00.000Z',
        followUpDate: '2026-01-06T10:00:00.000Z',
        priority: 70,
        formKey: 'handling',
      },
    ]);
  });

  it('has neither assignee nor dates where they are absent or null, and priority 50', async () => {
    const elements = userTask('Task', 'camunda:assignee="= missing" camunda:dueDate="= missing"');
    const instance = await run({ elements, flows });
    expect([...instance.open.values()]).toEqual([
      { type: 'openTask', key: 3, element: 'Task', candidateUsers: [], candidateGroups: [], dueDateIsNull: true, priority: 50 },
    ]);
  });

  it('names a candidate once, whether listed alone or within a list', async () => {
    const elements = userTask('Task', 'camunda:candidateGroups="leader,= groups,unit:A"');
    const instance = await run({ elements, flows }, { groups: ['unit:A', 'unit:B', 'leader'] });
    expect([...instance.open.values()]).toMatchObject([{ candidateGroups: ['leader', 'unit:A', 'unit:B'] }]);
  });

  it('refuses a due date that is no date, naming task and attribute', async () => {
    const model = { elements: userTask('Task', 'camunda:dueDate="= due"'), flows };
    await expect(run(model, { due: 'tomorrow' })).rejects.toThrow(UnusableAttributeError);
    await expect(run(model, { due: 'tomorrow' })).rejects.toMatchObject({
      code: 'engine.unusable-attribute',
      element: 'Task',
      message: expect.stringContaining('Task: dueDate:'),
    });
  });

  it('says which version of its form it means', async () => {
    const attributes = `camunda:formRef="letter" camunda:formRefBinding="version" camunda:formRefVersion="= v"`;
    const instance = await run({ elements: userTask('Task', attributes), flows }, { v: 2 });
    expect([...instance.open.values()]).toMatchObject([
      { formKey: 'letter', formBinding: 'version', formVersion: '2' },
    ]);
  });

  it('writes what is submitted to the process and goes on', async () => {
    const instance = await run({ elements: userTask('Task'), flows }, { decision: null });
    const effects = instance.completeTask('Task', { decision: 'approve' });
    expect(effects[0]).toEqual({ type: 'closeTask', key: 3, reason: 'completed' });
    expect(instance.outcome).toMatchObject({ outcome: 'completed', variables: { decision: 'approve' } });
  });

  it('shows local values, such as who completed it, to its output mappings only', async () => {
    const elements = userTask('Task', '', mappings({}, { signedBy: '= completedBy' }));
    const instance = await run({ elements, flows });
    instance.completeTask('Task', {}, { completedBy: 'cuongpv' });
    expect(instance.outcome?.variables).toEqual({ signedBy: 'cuongpv' });
  });

  it('keeps a submitted variable local that its own input mapping declares, so that outputs can pass it on', async () => {
    const elements = userTask('Task', '', mappings({ comment: '' }, { lastComment: '= comment' }));
    const instance = await run({ elements, flows }, { comment: 'outer' });
    expect(variablesOf(instance.state!, 3)).toEqual({ comment: null });
    instance.completeTask('Task', { comment: 'inner' });
    expect(instance.outcome?.variables).toEqual({ comment: 'outer', lastComment: 'inner' });
  });

  it('is not open any more once completed, nor for any other command', async () => {
    const instance = await run({ elements: userTask('Task'), flows });
    expect(() => instance.send({ type: 'completeJob', key: 3 })).toThrow(NotOpenError);
    expect(() => instance.send({ type: 'completeTask', key: 2 })).toThrow(NotOpenError);
    instance.completeTask('Task');
    expect(() => instance.send({ type: 'completeTask', key: 3 })).toThrow(
      expect.objectContaining({ code: 'engine.not-open', kind: 'conflict' }),
    );
  });
});

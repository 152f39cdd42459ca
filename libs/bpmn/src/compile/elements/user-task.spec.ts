import { around, bpmnText, findingsOf } from '../../testing/bpmn-text.js';
import { bare, compiled } from '../../testing/compiled.js';

describe('a user task', () => {
  it('carries its camunda attributes', async () => {
    expect(
      await compiled(
        `<userTask id="T" name="Ký" camunda:assignee="= drafter" camunda:candidateUsers="a, b"
          camunda:candidateGroups="leader,\${f(a, b)},head" camunda:dueDate="= dueAt" camunda:priority="70"
          camunda:followUpDate="2026-11-21T10:00:00Z" camunda:formKey="signature"/>`,
      ),
    ).toEqual({
      ...bare,
      type: 'userTask',
      name: 'Ký',
      assignee: '= drafter',
      candidateUsers: ['a', 'b'],
      candidateGroups: ['leader', '${f(a, b)}', 'head'],
      dueDate: '= dueAt',
      followUpDate: '2026-11-21T10:00:00Z',
      priority: '70',
      formKey: 'signature',
    });
  });

  it('keeps a FEEL expression with commas whole', async () => {
    expect(await compiled('<userTask id="T" camunda:candidateGroups="= [a, b]"/>')).toMatchObject({
      candidateGroups: ['= [a, b]'],
    });
  });

  it('may name its form by formRef, with a binding', async () => {
    expect(await compiled('<userTask id="T" camunda:formRef="f"/>')).toMatchObject({ formKey: 'f' });
    const bound = 'camunda:formRef="f" camunda:formRefBinding="version" camunda:formRefVersion="2"';
    expect(await compiled(`<userTask id="T" ${bound}/>`)).toMatchObject({
      formKey: 'f',
      formBinding: 'version',
      formVersion: '2',
    });
  });

  it.each([
    ['camunda:formRefBinding="newest"', 'unsupported-form-binding'],
    ['camunda:formRefBinding="version"', 'no-binding-value'],
  ])('with the binding %s is refused for deployment', async (binding, code) => {
    const task = `<userTask id="T" camunda:formRef="f" camunda:assignee="a" camunda:dueDate="= d" ${binding}/>`;
    expect(await findingsOf(bpmnText(around(task)))).toEqual([`error T bpmn.${code}`]);
    expect(await compiled(task)).toMatchObject({ formKey: 'f' });
  });

  it('may have its owners as resource roles', async () => {
    const role = (tag: string, text: string) =>
      `<${tag}><resourceAssignmentExpression><formalExpression>${text}</formalExpression>
       </resourceAssignmentExpression></${tag}>`;
    expect(
      await compiled(
        `<userTask id="T" camunda:candidateGroups="clerk">${role('humanPerformer', 'an')}
          ${role('potentialOwner', 'user(binh), group( head ), leader, user(${x})')}<potentialOwner/></userTask>`,
      ),
    ).toMatchObject({
      assignee: 'an',
      candidateUsers: ['binh', '${x}'],
      candidateGroups: ['clerk', 'head', 'leader'],
    });
  });
});

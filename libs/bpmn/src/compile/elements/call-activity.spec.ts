import { around, bpmnText, findingsOf } from '../../testing/bpmn-text.js';
import { bare, compiled } from '../../testing/compiled.js';

describe('a call activity', () => {
  const call = (attributes: string, extensions = '') =>
    `<callActivity id="T" ${attributes}><extensionElements>${extensions}</extensionElements></callActivity>`;

  it('carries its binding and mappings', async () => {
    expect(
      await compiled(
        call(
          'calledElement="reply" camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="1.0"',
          `<camunda:in businessKey="= documentId"/><camunda:in variables="all"/><camunda:in source="a" target="b"/>
           <camunda:out sourceExpression="= c" target="d"/>`,
        ),
      ),
    ).toEqual({
      ...bare,
      type: 'callActivity',
      calledElement: 'reply',
      binding: 'versionTag',
      bindingValue: '1.0',
      businessKey: '= documentId',
      allIn: true,
      allOut: false,
      in: [{ source: 'a', target: 'b' }],
      out: [{ source: '= c', target: 'd' }],
    });
  });

  it.each([
    ['<camunda:in variables="all" local="true"/>', 'local'],
    ['<camunda:in variables="all" local="true"/><camunda:in variables="all"/>', true],
    ['<camunda:in source="a" target="a"/>', false],
  ])('passes variables on as %s says', async (mapping, allIn) => {
    expect(await compiled(call('calledElement="x"', mapping))).toMatchObject({ allIn });
  });

  it('passes all variables on where Flowable inherits them', async () => {
    expect(await compiled(call('calledElement="x" camunda:inheritVariables="true"'))).toMatchObject({ allIn: true });
  });

  it.each([
    ['${which}', '${which}'],
    ['= which', '= which'],
    ['ns:reply', 'reply'],
  ])('calls %s as %s', async (written, calledElement) => {
    expect(await compiled(call(`calledElement="${written}"`))).toMatchObject({ calledElement });
  });

  it.each([
    ['', '', 'no-called-element'],
    ['calledElement="x" camunda:calledElementBinding="newest"', '', 'unsupported-binding'],
    ['calledElement="x" camunda:calledElementBinding="version"', '', 'no-binding-value'],
    ['calledElement="x"', '<camunda:in source="a"/>', 'incomplete-mapping'],
    ['calledElement="x"', '<camunda:out source="a" target="a" local="true"/>', 'unsupported-mapping'],
    ['calledElement="x" camunda:variableMappingClass="a.B"', '', 'unsupported'],
  ])('with %s %s is refused for deployment, and compiles', async (attributes, extensions, code) => {
    const element = call(attributes, extensions);
    expect(await findingsOf(bpmnText(around(element)))).toEqual([`error T bpmn.${code}`]);
    expect(await compiled(element)).toMatchObject({ type: 'callActivity' });
  });
});

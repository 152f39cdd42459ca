import { around, bpmnText, extensions, findingsOf } from '../../testing/bpmn-text.js';
import { bare, compiled } from '../../testing/compiled.js';

const topic = (name: string) => ({ kind: 'topic', topic: name });

describe('a service task', () => {
  it('names its handler by topic', async () => {
    const task = 'camunda:type="external" camunda:topic="x" camunda:resultVariable="r"';
    expect(await compiled(`<serviceTask id="T" ${task}/>`)).toEqual({
      ...bare,
      type: 'serviceTask',
      implementation: topic('x'),
      resultVariable: 'r',
    });
  });

  it.each([
    ['camunda:topic="x"', topic('x')],
    ['camunda:class="a.b.C"', topic('a.b.C')],
    ['camunda:delegateExpression="${bean}"', topic('bean')],
    ['camunda:delegateExpression="#{ bean }"', topic('bean')],
    ['camunda:expression="${mailer.send(to)}"', topic('mailer')],
    ['camunda:expression="${a + b}"', { kind: 'expression', expression: '${a + b}' }],
    ['camunda:expression="= a + b"', { kind: 'expression', expression: '= a + b' }],
    ['camunda:type="mail"', topic('mail')],
    ['camunda:type="external"', undefined],
    ['', undefined],
  ])('does its work as %s says', async (attributes, implementation) => {
    expect(await compiled(`<serviceTask id="T" ${attributes}/>`)).toEqual({
      ...bare,
      type: 'serviceTask',
      ...(implementation && { implementation }),
    });
  });

  it('may name a connector, which the lint rules refuse', async () => {
    const connector = '<camunda:connector><camunda:connectorId>http</camunda:connectorId></camunda:connector>';
    const task = `<serviceTask id="T">${extensions(connector)}</serviceTask>`;
    expect(await compiled(task)).toMatchObject({ implementation: topic('http') });
    expect(await findingsOf(bpmnText(around(task)))).toEqual(['error T bpmn.unsupported']);
  });

  it('turns technical failures into errors where it says so', async () => {
    const mapping = (attributes: string) => extensions(`<camunda:errorEventDefinition id="X" ${attributes}/>`);
    const task = (attributes: string) =>
      compiled(
        `<serviceTask id="T" camunda:topic="x">${mapping(attributes)}</serviceTask>`,
        '<error id="E" errorCode="FULL"/><error id="Codeless"/>',
      );
    expect(await task('errorRef="E" expression="${full}"')).toMatchObject({
      errorMappings: [{ expression: '${full}', errorCode: 'FULL' }],
    });
    expect(await task('errorRef="Codeless" expression="= x"')).toMatchObject({
      errorMappings: [{ expression: '= x', errorCode: 'Codeless' }],
    });
    expect(await task('errorRef="E"')).not.toHaveProperty('errorMappings');
  });

  it.each([
    ['', 'no-topic'],
    ['camunda:type="external"', 'no-topic'],
    ['camunda:type="mail"', 'unsupported-service-type'],
  ])('with %s is refused for deployment', async (attributes, code) => {
    expect(await findingsOf(bpmnText(around(`<serviceTask id="T" ${attributes}/>`)))).toEqual([`error T bpmn.${code}`]);
  });
});

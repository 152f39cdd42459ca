import { around, bpmnText, extensions, findingsOf } from '../../testing/bpmn-text.js';
import { bare, compiled } from '../../testing/compiled.js';

const message = '<message id="M" name="asked"/>';

describe('a send task', () => {
  it('sends a message of the office, or lets a handler do it', async () => {
    const key = '<camunda:properties><camunda:property name="correlationKey" value="= id"/></camunda:properties>';
    expect(await compiled(`<sendTask id="T" messageRef="M">${extensions(key)}</sendTask>`, message)).toMatchObject({
      type: 'sendTask',
      message: { message: 'asked', correlationKey: '= id' },
    });
    expect(await compiled('<sendTask id="T" camunda:topic="mail" camunda:resultVariable="r"/>')).toEqual({
      ...bare,
      type: 'sendTask',
      implementation: { kind: 'topic', topic: 'mail' },
      resultVariable: 'r',
    });
  });

  it('with neither is refused for deployment', async () => {
    expect(await findingsOf(bpmnText(around('<sendTask id="T"/>')))).toEqual(['error T bpmn.no-topic']);
  });
});

describe('a receive task', () => {
  it('waits for a message, and may begin an instance', async () => {
    expect(await compiled('<receiveTask id="T" messageRef="M"/>', message)).toEqual({
      ...bare,
      type: 'receiveTask',
      message: { message: 'asked' },
      instantiate: false,
    });
    expect(await compiled('<receiveTask id="T" instantiate="true"/>')).toMatchObject({ instantiate: true });
  });

  it('without message is refused for deployment', async () => {
    expect(await findingsOf(bpmnText(around('<receiveTask id="T"/>')))).toEqual(['error T bpmn.no-message']);
  });
});

describe('a script task', () => {
  const task = (format: string, script = 'x') => `<scriptTask id="T" ${format}><script>${script}</script></scriptTask>`;

  it.each([
    ['scriptFormat="feel"', 'feel'],
    ['scriptFormat="FEEL"', 'feel'],
    ['scriptFormat="https://www.omg.org/spec/DMN/20191111/FEEL/"', 'feel'],
    ['scriptFormat="JavaScript"', 'javascript'],
    ['scriptFormat="ecmascript"', 'javascript'],
    ['scriptFormat="text/javascript"', 'javascript'],
    ['scriptFormat="application/javascript"', 'javascript'],
    ['scriptFormat="js"', 'javascript'],
    ['scriptFormat="Groovy"', 'groovy'],
    ['scriptFormat="http://www.java.com/java"', 'http://www.java.com/java'],
    ['scriptFormat="javafx"', 'javafx'],
    ['', 'juel'],
  ])('with %s is written in %s', async (format, language) => {
    expect(await compiled(task(format))).toEqual({ ...bare, type: 'scriptTask', language, script: 'x' });
  });

  it.each([
    [task('scriptFormat="feel"', 'count('), 'error T bpmn.bad-expression'],
    [task('scriptFormat="javascript"'), 'warning T bpmn.javascript'],
    [task('scriptFormat="groovy"'), 'error T bpmn.unsupported-script'],
    [task(''), 'error T bpmn.unsupported-script'],
    ['<scriptTask id="T" scriptFormat="feel"/>', 'error T bpmn.no-script'],
  ])('as %s is reported', async (element, finding) => {
    expect(await findingsOf(bpmnText(around(element)))).toEqual([finding]);
  });
});

describe('a business rule task', () => {
  it('takes a decision, bound like a called process', async () => {
    expect(await compiled('<businessRuleTask id="T" camunda:decisionRef="urgency"/>')).toEqual({
      ...bare,
      type: 'businessRuleTask',
      decision: { key: 'urgency', binding: 'latest', mapResult: 'resultList' },
    });
    const bound = `camunda:decisionRef="d" camunda:decisionRefBinding="version" camunda:decisionRefVersion="3"
      camunda:mapDecisionResult="singleEntry" camunda:resultVariable="r"`;
    expect(await compiled(`<businessRuleTask id="T" ${bound}/>`)).toMatchObject({
      decision: { key: 'd', binding: 'version', bindingValue: '3', mapResult: 'singleEntry' },
      resultVariable: 'r',
    });
  });

  it('may leave it to a handler', async () => {
    const implementation = { kind: 'topic', topic: 'a.B' };
    expect(await compiled('<businessRuleTask id="T" camunda:class="a.B"/>')).toMatchObject({ implementation });
  });

  it.each([
    ['', 'no-decision'],
    ['camunda:decisionRef="d" camunda:mapDecisionResult="all"', 'unsupported-result'],
    ['camunda:decisionRef="d" camunda:decisionRefBinding="oldest"', 'unsupported-binding'],
  ])('with %s is refused for deployment', async (attributes, code) => {
    const task = `<businessRuleTask id="T" ${attributes}/>`;
    expect(await findingsOf(bpmnText(around(task)))).toEqual([`error T bpmn.${code}`]);
  });
});

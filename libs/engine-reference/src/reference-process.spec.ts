import { ReferenceModel } from './index.js';

const env = { now: '2026-01-05T01:00:00.000Z', zone: 'Asia/Ho_Chi_Minh' };
const bpmn = (elements: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:test" id="Definitions">
  <process id="P" isExecutable="true">${elements}</process>
</definitions>`;

describe('bpmn-engine behind our interface', () => {
  it('waits at user and service tasks and routes conditions to our expressions', async () => {
    const model = await ReferenceModel.load(
      bpmn(`<startEvent id="Start"/><serviceTask id="Service" camunda:type="external" camunda:topic="t"/>
        <exclusiveGateway id="Gate" default="No"/><userTask id="A"/><userTask id="B"/>
        <sequenceFlow id="f1" sourceRef="Start" targetRef="Service"/><sequenceFlow id="f2" sourceRef="Service" targetRef="Gate"/>
        <sequenceFlow id="Yes" sourceRef="Gate" targetRef="A">
          <conditionExpression xsi:type="tFormalExpression">= amount &gt; 5</conditionExpression></sequenceFlow>
        <sequenceFlow id="No" sourceRef="Gate" targetRef="B"/>`),
    );
    const instance = await model.start({ amount: 1 }, env);
    expect(instance.waitingFor).toEqual(['Service']);
    instance.completeJob('Service', { amount: 7 });
    expect(instance.waitingFor).toEqual(['A']);
    instance.completeTask('A', { done: true });
    expect(instance.ended).toBe(true);
    expect(instance.variables).toEqual({ amount: 7, done: true });
    expect(instance.trace.filter(({ event }) => event === 'end').map(({ activity }) => activity)).toEqual([
      'Start',
      'Service',
      'Gate',
      'A',
    ]);
  });

  it('fires timers only when told to, however long they are', async () => {
    const model = await ReferenceModel.load(
      bpmn(`<startEvent id="Start"/><intermediateCatchEvent id="Wait"><timerEventDefinition>
          <timeDuration xsi:type="tFormalExpression">P2Y</timeDuration></timerEventDefinition></intermediateCatchEvent>
        <sequenceFlow id="f" sourceRef="Start" targetRef="Wait"/>`),
    );
    const instance = await model.start({}, env);
    expect(instance.waitingFor).toEqual(['Wait']);
    instance.fireTimer('Wait');
    expect(instance.ended).toBe(true);
  });

  it.each([
    ['script condition', 'language="javascript"', 'this.constructor.constructor("return process")().exit(1)'],
    ['expression that reaches for the host', '', '${environment.constructor.constructor(process)}'],
  ])('runs no %s', async (_, attribute, text) => {
    const model = await ReferenceModel.load(
      bpmn(`<startEvent id="Start"/><exclusiveGateway id="Gate" default="No"/><userTask id="A"/><userTask id="B"/>
        <sequenceFlow id="f" sourceRef="Start" targetRef="Gate"/>
        <sequenceFlow id="Yes" sourceRef="Gate" targetRef="A">
          <conditionExpression xsi:type="tFormalExpression" ${attribute}><![CDATA[${text}]]></conditionExpression></sequenceFlow>
        <sequenceFlow id="No" sourceRef="Gate" targetRef="B"/>`),
    );
    await model.start({}, env).then(
      (instance) => expect(instance.waitingFor).toHaveLength(1),
      (error: unknown) => expect(error).toMatchObject({ code: 'engine-reference.failed' }),
    );
  });

  it('says so when it cannot read a file', async () => {
    await expect(ReferenceModel.load('<no bpmn')).rejects.toMatchObject({ code: 'engine-reference.failed' });
  });
});

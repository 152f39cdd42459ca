import { join } from 'node:path';
import { modelOf, readModelFile } from '../model/read-model.js';
import { readScenarios } from '../scenario/read-scenarios.js';
import { runScenario, type ScenarioResult } from '../scenario/run-scenario.js';
import { bpmn, folderOf } from '../testing/play.js';

const zone = 'Asia/Ho_Chi_Minh';
const key = (expression: string) =>
  `<extensionElements><camunda:properties><camunda:property name="correlationKey" value="${expression}"/></camunda:properties></extensionElements>`;
const definitions = `<message id="M" name="order"/><message id="Paid" name="paid"/>
  <process id="P" isExecutable="true"><startEvent id="S"/><callActivity id="Call" calledElement="Child">
    <extensionElements><camunda:in businessKey="= signer"/></extensionElements></callActivity>
    S > Call
  </process>
  <process id="Child" isExecutable="false"><startEvent id="CS"/><serviceTask id="T" camunda:expression="\${execution.businessKey}"
    camunda:resultVariable="seen"/><userTask id="U" camunda:candidateGroups="= seen"/>
    CS > T
    T > U
  </process>
  <process id="Shop" isExecutable="true"><startEvent id="Ordered"><messageEventDefinition messageRef="M"/></startEvent>
    <serviceTask id="Key" camunda:expression="\${execution.businessKey}" camunda:resultVariable="case"/>
    <userTask id="Pack"/><receiveTask id="Wait" messageRef="Paid">${key('= invoice')}</receiveTask>
    Ordered > Key
    Key > Pack
    Pack > Wait
  </process>`;

/** The failure of a scenario of the shop, or of the process and business key given; its steps begin on line 5. */
async function play(steps: readonly string[], head = 'process: Shop\nvariables: { invoice: i-1 }'): Promise<ScenarioResult> {
  const file = await readModelFile(join(folderOf({ 'm.bpmn': bpmn({ definitions }) }), 'm.bpmn'));
  const text = `${head}\nscenarios:\n  - name: x\n    steps: [${steps.join(', ')}]\n`;
  const [scenario] = readScenarios(text, { file: 's.yaml', zone }).scenarios;
  return runScenario(await modelOf([file], scenario?.process), scenario!, { zone });
}

const open = (...elements: string[]) => `{ expect: { onlyOpen: [${elements.join(', ')}] } }`;
const ordered = (from: string) => `{ message: order, key: ${from}, variables: { invoice: ${from} } }`;

it('begins one instance at a time by messages of one correlation key, the next when that has ended', async () => {
  const packed = ['{ complete: Pack }', '{ message: paid, key: a }'];
  const steps = [ordered('a'), ordered('a'), ordered('a'), open('Pack'), ...packed, open('Pack'), ...packed, open('Pack')];
  expect((await play([...steps, ...packed, open()])).failure).toBeUndefined();
});

it('begins further instances meanwhile by other keys and by messages without one', async () => {
  const steps = [ordered('a'), ordered('b'), '{ message: order }', '{ message: order }', open('Pack', 'Pack', 'Pack', 'Pack')];
  expect((await play(steps)).failure).toBeUndefined();
});

it('refuses a message that instances wait for side by side, as an office does', async () => {
  const waiting = [ordered('a'), ordered('b'), '{ complete: Pack }', '{ complete: Pack }'];
  expect((await play([...waiting, '{ message: paid }'])).failure?.error).toBe(
    'The message "paid" fits 2 waiting instances; nobody got it. Send a correlation key or a business key that only one of them has.',
  );
  expect((await play([...waiting, '{ message: paid, key: b }', open('Wait')])).failure).toBeUndefined();
});

it('refuses a message that two processes begin with', async () => {
  const twice = `${definitions}<process id="Q" isExecutable="true"><startEvent id="QS"><messageEventDefinition messageRef="M"/></startEvent></process>`;
  const file = await readModelFile(join(folderOf({ 'm.bpmn': bpmn({ definitions: twice }) }), 'm.bpmn'));
  const text = 'process: P\nscenarios:\n  - name: x\n    steps: [{ message: order, key: k }]\n';
  const [scenario] = readScenarios(text, { file: 's.yaml', zone }).scenarios;
  const { failure } = await runScenario(await modelOf([file], 'P'), scenario!, { zone });
  expect(failure?.error).toContain('The message "order" with correlation key "k" fits 2 processes that begin with it');
});

describe('a business key', () => {
  const shows = (value: string) => `{ expect: { variables: { case: ${value} } } }`;

  it('of a message is that of the instance that it begins, and only such an instance takes the next one', async () => {
    const first = '{ message: order, businessKey: vb-1 }';
    const steps = [first, shows('vb-1'), '{ complete: Pack }', '{ message: paid, businessKey: vb-2 }', open('Wait')];
    expect((await play([...steps, '{ message: paid, businessKey: vb-1 }', open()])).failure).toBeUndefined();
  });

  it('of the scenario is that of the first instance, unless the message brings another', async () => {
    const head = 'process: Shop\nvariables: { invoice: i-1 }\nbusinessKey: vb-0';
    expect((await play(['{ message: order }', shows('vb-0')], head)).failure).toBeUndefined();
    expect((await play(['{ message: order, businessKey: vb-1 }', shows('vb-1')], head)).failure).toBeUndefined();
    const second = '{ message: order, variables: { invoice: i-2 } }';
    const two = ['{ message: order }', second, '{ complete: Pack }', '{ complete: Pack }'];
    expect((await play([...two, '{ message: paid, businessKey: vb-0 }', open('Wait')], head)).failure).toBeUndefined();
  });

  it('of a called process is what the call maps', async () => {
    const head = 'process: P\nbusinessKey: vb-0\nvariables: { signer: lanhdao }\npeople: { anh: [lanhdao], bao: [vb-0] }';
    expect((await play(['{ complete: U, as: anh }', open()], head)).failure).toBeUndefined();
    expect((await play(['{ complete: U, as: bao }'], head)).failure?.error).toContain('bao may not see U');
  });
});

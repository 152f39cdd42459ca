import { join } from 'node:path';
import { modelOf, readModelFile } from '../model/read-model.js';
import { bpmn, folderOf, type ModelText } from '../testing/play.js';
import { readScenarios } from './read-scenarios.js';
import { runScenario, type ScenarioFailure } from './run-scenario.js';

const zone = 'Asia/Ho_Chi_Minh';

const boundaryTimer = (kind: 'timeDate' | 'timeDuration', text: string) =>
  `<boundaryEvent id="Late" attachedToRef="U"><timerEventDefinition>
    <${kind} xsi:type="tFormalExpression">${text}</${kind}></timerEventDefinition></boundaryEvent>`;

const answered = (timer: string) => `<startEvent id="S"/>
  <userTask id="U" camunda:dueDate="= date and time(dueAt) - duration(&quot;PT1H&quot;)"/>${timer}<userTask id="V"/>
  S > U
  Late > V`;

/** Plays the steps on a case that begins on Monday 5 January 2026, 08:00 in Hà Nội. */
async function play(model: ModelText, ...steps: string[]): Promise<ScenarioFailure | undefined> {
  const text = `now: 2026-01-05T08:00:00
variables: { dueAt: 2026-01-06T10:00:00.000Z, other: 1, patience: PT2H }
scenarios:
  - name: x
    steps:
${steps.map((step) => `      - ${step}\n`).join('')}`;
  const file = await readModelFile(join(folderOf({ 'm.bpmn': bpmn(model) }), 'm.bpmn'));
  const [scenario] = readScenarios(text, { file: 's.yaml', zone }).scenarios;
  return (await runScenario(await modelOf([file]), scenario!, { zone })).failure;
}

it('moves the due date of a task and the timer that read what is set', async () => {
  const failure = await play(
    answered(boundaryTimer('timeDate', '= dueAt')),
    'set: { dueAt: 2026-01-09T10:00:00.000Z }',
    'expect: { due: { U: 2026-01-09T16:00:00 }, variables: { dueAt: 2026-01-09T10:00:00.000Z } }',
    'until: 2026-01-09T16:59:00',
    'expect: { onlyOpen: [U] }',
    'until: 2026-01-09T17:00:00',
    'expect: { onlyOpen: [V] }',
  );
  expect(failure).toBeUndefined();
});

it('fires at once what is due earlier now', async () => {
  const failure = await play(
    answered(boundaryTimer('timeDate', '= dueAt')),
    'set: { dueAt: 2026-01-05T00:30:00.000Z }',
    'expect: { onlyOpen: [V] }',
  );
  expect(failure).toBeUndefined();
});

it('counts a duration from when its timer was armed, not from the change', async () => {
  const failure = await play(
    answered(boundaryTimer('timeDuration', '= patience')),
    'advance: PT1H',
    'set: { patience: PT3H }',
    'until: 2026-01-05T10:59:00',
    'expect: { onlyOpen: [U] }',
    'until: 2026-01-05T11:00:00',
    'expect: { onlyOpen: [V] }',
  );
  expect(failure).toBeUndefined();
});

it('leaves alone what does not read the variable, though it would come out otherwise now', async () => {
  const failure = await play(
    `<startEvent id="S"/><userTask id="U" camunda:dueDate="= dueAt"/><userTask id="W" camunda:dueDate="= date and time(dueAt)"/>
      <serviceTask id="Later" camunda:expression="= &quot;2026-02-02T10:00:00.000Z&quot;" camunda:resultVariable="dueAt"/>
      <parallelGateway id="G"/>
      S > G
      G > U
      G > Later
      Later > W`,
    'set: { other: 2 }',
    'expect: { due: { U: 2026-01-06T17:00:00, W: 2026-02-02T17:00:00 } }',
  );
  expect(failure).toBeUndefined();
});

const called = `<process id="P" isExecutable="true"><startEvent id="S"/><callActivity id="Call" calledElement="Child">
  <extensionElements><camunda:in source="dueAt" target="dueAt"/></extensionElements></callActivity>
  S > Call
  </process>
  <process id="Child" isExecutable="false"><startEvent id="CS"/><userTask id="U" camunda:dueDate="= dueAt"/>
  CS > U
  </process>`;

it('reaches the processes that the case has called, and gives them no variable that they do not have', async () => {
  const failure = await play(
    { definitions: called },
    'set: { dueAt: 2026-01-08T10:00:00.000Z, other: 7 }',
    'expect: { due: { U: 2026-01-08T17:00:00 }, variables: { other: 7 } }',
  );
  expect(failure).toBeUndefined();
});

it('leaves alone a case that another one has begun by a message', async () => {
  const begun = `<message id="M" name="go"/><process id="P" isExecutable="true"><startEvent id="S"/>
    <intermediateThrowEvent id="Send"><messageEventDefinition messageRef="M"/></intermediateThrowEvent><userTask id="U" camunda:dueDate="= dueAt"/>
    S > Send
    Send > U
    </process>
    <process id="Q" isExecutable="true"><startEvent id="Go"><messageEventDefinition messageRef="M"/></startEvent>
    <serviceTask id="Own" camunda:expression="= &quot;2026-02-02T10:00:00.000Z&quot;" camunda:resultVariable="dueAt"/>
    <userTask id="V" camunda:dueDate="= dueAt"/>
    Go > Own
    Own > V
    </process>`;
  const failure = await play(
    { definitions: begun },
    'set: { dueAt: 2026-01-08T10:00:00.000Z }',
    'expect: { due: { U: 2026-01-08T17:00:00, V: 2026-02-02T17:00:00 } }',
  );
  expect(failure).toBeUndefined();
});

it('fails where nothing of the case has the variable, and names those that there are', async () => {
  const failure = await play(answered(boundaryTimer('timeDate', '= dueAt')), 'set: { dueAtt: 2026-01-08T10:00:00.000Z }');
  expect(failure?.error).toBe('The case has no variable "dueAtt" that could be set. It has: dueAt, other, patience.');
});

it('fails where what reads the variable cannot be counted any more', async () => {
  const failure = await play(answered(boundaryTimer('timeDate', '= dueAt')), 'set: { dueAt: tomorrow }');
  expect(failure?.error).toContain('tomorrow');
});

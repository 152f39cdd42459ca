import { join } from 'node:path';
import { loadScripts } from './model/load-scripts.js';
import { modelOf, readModelFile } from './model/read-model.js';
import { readScenarios } from './scenario/read-scenarios.js';
import { playSideBySide } from './side-by-side.js';
import { bpmn, folderOf, type ModelText } from './testing/play.js';

const zone = 'Asia/Ho_Chi_Minh';

async function compare(model: ModelText, ...steps: string[]) {
  const file = await readModelFile(join(folderOf({ 'm.bpmn': bpmn(model) }), 'm.bpmn'));
  const text = `scenarios:\n  - name: x\n    steps: [${steps.join(', ')}]\n`;
  const [scenario] = readScenarios(text, { file: 's.yaml', zone }).scenarios;
  const played = await modelOf([file]);
  return playSideBySide(played, scenario!, { zone, scripts: await loadScripts(played) });
}

const asked = `<message id="M" name="answer"/><process id="P" isExecutable="true"><startEvent id="S"/>
  <serviceTask id="Ask" camunda:class="a.B"/><userTask id="U"/><receiveTask id="R" messageRef="M"/><endEvent id="E"/>
  <boundaryEvent id="Remind" attachedToRef="U" cancelActivity="false"><timerEventDefinition>
    <timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></boundaryEvent>
  S > Ask
  Ask > U
  U > R
  R > E
  </process>`;

it('finds no difference where both engines do the same', async () => {
  const steps = await compare({ definitions: asked }, '{ advance: PT2H }', '{ complete: U }', '{ message: answer }');
  expect(steps.map(({ what, differences }) => [what, differences])).toEqual([
    ['start', []],
    ['advance PT2H', []],
    ['complete U', []],
    ['message answer', []],
  ]);
  expect(steps.at(-1)).toMatchObject({ congvan: { ended: true }, reference: { ended: true } });
});

it('tells of a boundary event once, when it is triggered', async () => {
  const [, advanced] = await compare({ definitions: asked }, '{ advance: PT2H }');
  const fired = [
    { activity: 'Remind', event: 'start' },
    { activity: 'Remind', event: 'end' },
  ];
  expect(advanced).toMatchObject({ congvan: { trace: fired }, reference: { trace: fired } });
});

it('moves the timers that read what is set on both engines', async () => {
  const model = `<startEvent id="S"/><userTask id="U"/><boundaryEvent id="Late" attachedToRef="U"><timerEventDefinition>
    <timeDuration xsi:type="tFormalExpression">= patience</timeDuration></timerEventDefinition></boundaryEvent><userTask id="V"/>
    <scriptTask id="Wait" scriptFormat="feel" camunda:resultVariable="patience"><script>"PT1H"</script></scriptTask>
    S > Wait
    Wait > U
    Late > V`;
  const steps = await compare(model, '{ advance: PT30M }', '{ set: { patience: PT2H } }', '{ advance: PT1H29M }', '{ advance: PT1M }');
  const opened = (open: string) => ({ congvan: { open: [open] }, reference: { open: [open] }, differences: [] });
  expect(steps.slice(-3)).toMatchObject([{ what: 'set patience', ...opened('U') }, opened('U'), opened('V')]);
});

it('compares the body of a multi-instance activity, not its runs', async () => {
  const model = `<startEvent id="S"/><userTask id="U"><multiInstanceLoopCharacteristics>
    <loopCardinality xsi:type="tFormalExpression">2</loopCardinality></multiInstanceLoopCharacteristics></userTask>
    S > U`;
  const steps = await compare(model, '{ complete: U }', '{ complete: U }');
  expect(steps.flatMap(({ differences }) => differences)).toEqual([]);
});

it('evaluates scripts and expressions for both, and leaves variables alone that mappings write', async () => {
  const model = `<startEvent id="S"/><scriptTask id="A" scriptFormat="javascript" camunda:resultVariable="a"><script>1 + 1</script></scriptTask>
    <scriptTask id="B" scriptFormat="feel" camunda:resultVariable="b"><script>a + 1</script></scriptTask>
    <serviceTask id="C" camunda:expression="\${b + 1}" camunda:resultVariable="c"/>
    <userTask id="U"><extensionElements><camunda:inputOutput><camunda:inputParameter name="note">= null</camunda:inputParameter>
      </camunda:inputOutput></extensionElements></userTask>
    S > A
    A > B
    B > C
    C > U`;
  const steps = await compare(model, '{ complete: U, variables: { note: x } }');
  expect(steps.flatMap(({ differences }) => differences)).toEqual([]);
});

it('marks what differs: bpmn-engine merges two flows to one target', async () => {
  const model = `<startEvent id="S"/><parallelGateway id="G"/><userTask id="U"/>
    S > G
    <sequenceFlow id="a" sourceRef="G" targetRef="U"/><sequenceFlow id="b" sourceRef="G" targetRef="U"/>`;
  const [start] = await compare(model);
  expect(start?.differences).toEqual(['open: U, U ≠ U']);
});

it('ends at a step that one of the two cannot do', async () => {
  const steps = await compare({ definitions: asked }, '{ complete: V }', '{ complete: U }');
  expect(steps).toHaveLength(2);
  expect(steps[1]).toMatchObject({
    congvan: { error: 'nothing is open for V. Open: U.' },
    differences: [],
    failures: ['neither engine can do this: nothing is open for V. Open: U.'],
  });
});

it('looks at what the scenario expects where it expects it, and goes on', async () => {
  const claims = ['{ expect: { onlyOpen: [U] } }', '{ complete: U }', '{ expect: { ended: true, notOpen: [U] } }'];
  const steps = await compare({ definitions: asked }, ...claims, '{ message: answer }');
  expect(steps.map(({ line, what, failures }) => [line, what, failures])).toEqual([
    [2, 'start', []],
    [3, 'expect', []],
    [3, 'complete U', []],
    [3, 'expect', ['ended: expected true, found false']],
    [3, 'message answer', []],
  ]);
});

it.each(['message', 'signal'] as const)('fails where no process knows the %s, on both engines', async (kind) => {
  const [, sent] = await compare({ definitions: asked }, `{ ${kind}: anwser }`);
  const known = kind === 'message' ? '"answer"' : 'none';
  const error = `No process waits for the ${kind} "anwser" or begins with it. Known are: ${known}.`;
  expect(sent).toMatchObject({ congvan: { error }, reference: { error }, failures: [`neither engine can do this: ${error}`] });
});

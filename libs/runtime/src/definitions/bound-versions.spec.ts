import { type DeploymentRefusedError, getInstance } from '../index.js';
import { bpmn, sequence, startingWith, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
});
afterAll(() => desk.close());

type Files = Readonly<Record<string, string>>;
const version = (number: string) => `camunda:calledElementBinding="version" camunda:calledElementVersion="${number}"`;
const tag = (name: string) => `camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="${name}"`;
const TOGETHER = 'camunda:calledElementBinding="deployment"';
const called = (key: string, task: string, versionTag?: string) =>
  bpmn(key, sequence(userTask(task), task)).replace('<process ', `<process ${versionTag ? `camunda:versionTag="${versionTag}" ` : ''}`);
const caller = (key: string, ...calls: [id: string, calledElement: string, binding: string][]) =>
  bpmn(
    key,
    sequence(
      calls.map(([id, element, binding]) => `<callActivity id="${id}" calledElement="${element}" ${binding}/>`).join(''),
      ...calls.map(([id]) => id),
    ),
  );
const findingsOf = async (files: Files) => {
  const outcome = await desk.deploy(files).catch((error: DeploymentRefusedError) => error);
  return 'findings' in outcome ? outcome.findings.map(({ where, what, mend }) => `${where} ${what} ${mend}`) : [];
};
const taskOfCalled = async (parent: string) => {
  const [child] = await desk.database.query<{ id: string }>('select id from process_instance where parent_instance_id = $1', [parent]);
  return (await desk.openTasks(child!.id))[0]!.name;
};

describe('a version that a call activity names', () => {
  it('must be deployed, or the deployment is refused with all that are not, what there is and how to mend it', async () => {
    await desk.deploy({ 'stock.bpmn': called('stock', 'old', 'spring') });
    await desk.deploy({ 'stock.bpmn': called('stock', 'new') });
    const byMessage = '<messageEventDefinition messageRef="m"/>';
    const files = {
      'calls.bpmn': caller(
        'calls',
        ['v1', 'stock', version('1')],
        ['v7', 'stock', version('7')],
        ['spring', 'stock', tag('spring')],
        ['autumn', 'stock', tag('autumn')],
        ['apart', 'stock', TOGETHER],
        ['asleep', 'sleeper', TOGETHER],
        ['absent', 'nowhere', version('1')],
        ['computed', 'stock', version('= wanted')],
      ),
      'sleeper.bpmn': bpmn('sleeper', startingWith(byMessage, sequence(userTask('do'), 'do')), '<message id="m" name="wake"/>'),
    };
    expect(await findingsOf(files)).toEqual([
      'calls.bpmn:v7 The called process "stock" has no version 7. Name one that there is: 1, 2.',
      'calls.bpmn:autumn The called process "stock" has no version with the tag "autumn". Name one that there is: spring.',
      'calls.bpmn:apart The called process "stock" is not in this deployment. Deploy the two together, or bind the call to the latest version.',
      'calls.bpmn:asleep The called process "sleeper" has no start event without a trigger. Give it one: a call begins there.',
      'calls.bpmn:absent The called process "nowhere" is not deployed. Deploy it before or together with this process.',
    ]);
  });

  it('may come with the deployment itself, also as the very next number', async () => {
    await desk.deploy({ 'fresh.bpmn': called('fresh', 'old') });
    const files = (number: string) => ({
      'user.bpmn': caller('user', ['call', 'fresh', version(number)], ['tagged', 'fresh', tag('two')]),
      'fresh.bpmn': called('fresh', 'new', 'two'),
    });
    expect(await findingsOf(files('3'))).toEqual([expect.stringContaining('has no version 3')]);
    expect(await findingsOf(files('2'))).toEqual([]);
    expect(await taskOfCalled(await desk.start('user'))).toBe('new');
  });

  it('is judged by its own start events, not by those of a later one', async () => {
    const byMessage = '<messageEventDefinition messageRef="m"/>';
    await desk.deploy({ 'shy.bpmn': called('shy', 'do') });
    const late = bpmn('shy', startingWith(byMessage, sequence(userTask('do'), 'do')), '<message id="m" name="come"/>');
    await desk.deploy({ 'shy.bpmn': late });
    expect(await findingsOf({ 'first.bpmn': caller('first', ['call', 'shy', version('1')]) })).toEqual([]);
    expect(await findingsOf({ 'last.bpmn': caller('last', ['call', 'shy', '']) })).toEqual([
      expect.stringContaining('last.bpmn:call The called process "shy" has no start event without a trigger.'),
    ]);
  });
});

describe('processes that are bound to one another by their deployment', () => {
  it('get a new version together, whichever of them has changed', async () => {
    const main = (id: string) => caller('main', [id, 'part', TOGETHER]);
    const versions = async (files: Files) => (await desk.deploy(files)).definitions.map((each) => each.version);
    const part = called('part', 'old');
    expect(await versions({ 'main.bpmn': main('call'), 'part.bpmn': part })).toEqual([1, 1]);
    expect(await versions({ 'main.bpmn': main('call'), 'part.bpmn': part })).toEqual([1, 1]);
    expect(await versions({ 'main.bpmn': main('other'), 'part.bpmn': part })).toEqual([2, 2]);
    expect(await taskOfCalled(await desk.start('main'))).toBe('old');
    expect(await versions({ 'main.bpmn': main('other'), 'part.bpmn': called('part', 'new') })).toEqual([3, 3]);
    const running = await desk.start('main');
    expect(await taskOfCalled(running)).toBe('new');
    expect((await getInstance(desk.database, running)).definitionVersion).toBe(3);
    expect(await versions({ 'part.bpmn': called('part', 'alone') })).toEqual([4]);
    expect(await taskOfCalled(await desk.start('main'))).toBe('new');
  });
});

describe('a version that a business rule task names', () => {
  const decision = (versionTag: string, result: number) => `<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
      id="duties" name="duties" namespace="test"><decision id="duty" name="duty" camunda:versionTag="${versionTag}">
      <variable id="v" name="duty"/><literalExpression id="l"><text>${result}</text></literalExpression></decision></definitions>`;
  const asks = (...bindings: string[]) =>
    bpmn(
      'asks',
      sequence(
        bindings.map((binding, index) => `<businessRuleTask id="t${index}" camunda:decisionRef="duty" ${binding}/>`).join(''),
        ...bindings.map((_, index) => `t${index}`),
      ),
    );
  const bound = (to: string, value: string) => `camunda:decisionRefBinding="${to}" camunda:decisionRef${value}`;

  it('must be deployed, or come with the deployment', async () => {
    await desk.deploy({ 'duty.dmn': decision('old', 1) });
    const text = asks(
      bound('version', 'Version="1"'),
      bound('version', 'Version="2"'),
      bound('versionTag', 'VersionTag="new"'),
      'camunda:decisionRefBinding="deployment"',
    );
    expect(await findingsOf({ 'asks.bpmn': text })).toEqual([
      'asks.bpmn:t1 The decision "duty" has no version 2. Name one that there is: 1.',
      'asks.bpmn:t2 The decision "duty" has no version with the tag "new". Name one that there is: old.',
      'asks.bpmn:t3 The decision "duty" is not deployed with the process. Lay its .dmn file beside the BPMN file, or bind the task to the latest version.',
    ]);
    expect(await findingsOf({ 'asks.bpmn': text, 'duty.dmn': decision('new', 2) })).toEqual([]);
  });
});

it('a process that calls itself without an end is refused, one that may end the rounds is deployed with a warning', async () => {
  expect(await findingsOf({ 'round.bpmn': caller('round', ['again', 'round', '']) })).toEqual([
    expect.stringMatching(/^round.bpmn:again The process calls itself without an end: round → round\. Put a gateway/),
  ]);
  const waits = bpmn('rounds', sequence(`${userTask('ask')}<callActivity id="again" calledElement="rounds"/>`, 'ask', 'again'));
  expect((await desk.deploy({ 'rounds.bpmn': waits })).warnings).toContainEqual(
    expect.objectContaining({ where: 'rounds.bpmn:again', what: expect.stringContaining('again and again') }),
  );
});

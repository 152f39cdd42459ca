import { CONTINUE_TOPIC, NotOpenError, openActivities, variablesOf } from '../index.js';
import type { InMemoryProcess } from '../in-memory-process.js';
import {
  boundaryEvent,
  catchEvent,
  error,
  errorTrigger,
  flows as flowsOf,
  gateway,
  message,
  messageTrigger,
  type Model,
  run,
  subProcess,
  timer,
  userTask,
  userTasks,
} from '../testing/model.js';

const before = 'camunda:asyncBefore="true"';
const after = 'camunda:asyncAfter="true"';
const both = `${before} ${after}`;
const listener = (event: string, topic: string, kind = 'execution') =>
  `<camunda:${kind}Listener event="${event}" class="${topic}"/>`;
const extensions = (...content: string[]) => `<extensionElements>${content.join('')}</extensionElements>`;
const flowWithListener = (from: string, to: string) =>
  `<sequenceFlow id="F" sourceRef="${from}" targetRef="${to}">${extensions(listener('take', 'way'))}</sequenceFlow>`;
const flows = 'Start -> Work -> After';
const definitions = error('E') + message('M');
const caught = boundaryEvent('Caught', 'Work', errorTrigger('E')) + userTask('Mend');

/** Topics of the jobs that are open. */
const topics = ({ open }: InMemoryProcess) =>
  [...open.values()].flatMap((thing) => (thing.type === 'scheduleJob' ? [thing.topic] : []));

/** Runs a model whose state goes through JSON after every step. */
async function stored(model: Model, variables = {}): Promise<InMemoryProcess> {
  const instance = await run({ definitions, ...model }, variables);
  const send = instance.send.bind(instance);
  const store = () => (instance.state = JSON.parse(JSON.stringify(instance.state)));
  instance.send = (command) => {
    const effects = send(command);
    store();
    return effects;
  };
  store();
  return instance;
}

const started = ({ history }: InMemoryProcess, id: string) =>
  history.filter(({ element, event }) => element === id && event === 'start').length;

describe('Asynchronous continuations', () => {
  it('put a job before and behind a task; the task is in the history only between them', async () => {
    const instance = await stored({ elements: userTask('Work', both) + userTask('After'), flows });
    expect(instance.waitingFor).toEqual(['Work']);
    expect(topics(instance)).toEqual([CONTINUE_TOPIC]);
    expect(openActivities(instance.state!)).toMatchObject([{ element: 'Work' }]);
    expect(started(instance, 'Work')).toBe(0);
    instance.completeJob('Work');
    expect([...instance.open.values()]).toMatchObject([{ type: 'openTask', element: 'Work' }]);
    expect(started(instance, 'Work')).toBe(1);
    instance.completeTask('Work');
    expect(topics(instance)).toEqual([CONTINUE_TOPIC]);
    instance.completeJob('Work');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('leave the element closed for its own commands while a job stands before or behind it', async () => {
    const instance = await stored({ elements: userTask('Work', both) + userTask('After'), flows });
    const { key } = instance.state!.instances.find(({ element }) => element === 'Work')!;
    expect(() => instance.send({ type: 'completeTask', key })).toThrow(NotOpenError);
    instance.completeJob('Work');
    instance.completeTask('Work');
    expect(() => instance.send({ type: 'completeTask', key })).toThrow(NotOpenError);
  });

  it.each([
    ['before', before],
    ['behind', after],
  ])('leave no trace when they are cancelled %s the task: what is not open is not closed', async (_, attribute) => {
    const inside = `<startEvent id="S"/>${userTask('In', attribute)}`;
    const elements =
      subProcess('Work', inside, 'S -> In') + boundaryEvent('Late', 'Work', timer('timeDuration', 'P1D'));
    const instance = await stored({ elements, flows: 'Start -> Work -> End\nLate -> End' });
    if (attribute === after) instance.completeTask('In');
    const effects = instance.fireTimer('Late');
    expect(effects.filter(({ type }) => type === 'cancelJob')).toHaveLength(1);
    expect(effects).not.toContainEqual(expect.objectContaining({ type: 'closeTask' }));
    expect(instance.ended).toBe(true);
    expect(instance.open.size).toBe(0);
  });

  it('arm boundary events only when the activity is entered, and disarm them when its work is done', async () => {
    const elements =
      userTask('Work', both) + boundaryEvent('Late', 'Work', timer('timeDuration', 'P1D')) + userTask('After');
    const instance = await stored({ elements, flows: `${flows}\nLate -> After` });
    expect(instance.waitingFor).toEqual(['Work']);
    instance.completeJob('Work');
    expect(instance.waitingFor).toEqual(['Work', 'Late']);
    instance.completeTask('Work');
    expect(instance.waitingFor).toEqual(['Work']);
  });

  it('stand behind a join once, when all its tokens have come, and keep the decision of a gateway', async () => {
    const elements =
      gateway('parallel', 'Join', before) +
      gateway('exclusive', 'Gate', `${after} default="Gate_No"`) +
      userTasks('A', 'B', 'Yes', 'No');
    const instance = await stored(
      { elements, flows: 'Start -> A -> Join -> Gate -> Yes : = yes\nStart -> B -> Join\nGate -> No' },
      { yes: true },
    );
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B']);
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['Join']);
    instance.completeJob('Join');
    instance.setVariables({ yes: false });
    instance.completeJob('Gate');
    expect(instance.waitingFor).toEqual(['Yes']);
  });

  it('ask the conditions of an activity only when its token goes on', async () => {
    const elements = userTask('Work', after) + userTasks('A', 'B');
    const model = { elements, flows: 'Start -> Work -> A : = yes\nWork -> B : = not(yes)' };
    const instance = await stored(model, { yes: true });
    instance.completeTask('Work');
    instance.setVariables({ yes: false });
    instance.completeJob('Work');
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('surround events: start, catch, behind a gateway in a race, and end', async () => {
    const caughtEvent = catchEvent('Work', messageTrigger('M')).replace('id=', `${both} id=`);
    const elements = `<startEvent id="Start" ${both}/>${caughtEvent}<endEvent id="End" ${both}/>`;
    const instance = await stored({ elements, flows: 'Start -> Work -> End' });
    for (const id of ['Start', 'Start', 'Work']) instance.completeJob(id);
    expect([...instance.open.values()]).toMatchObject([{ type: 'subscribe' }]);
    instance.deliverMessage('Work', { m: 1 });
    for (const id of ['Work', 'End', 'End']) instance.completeJob(id);
    expect(instance.outcome?.variables).toEqual({ m: 1 });
  });

  it('hold the winner of a race, whose rivals are withdrawn at once', async () => {
    const won = catchEvent('Won', messageTrigger('M')).replace('id=', `${after} id=`);
    const elements = `<eventBasedGateway id="Race"/>${won}${catchEvent('Lost', timer('timeDuration', 'P1D'))}`;
    const instance = await stored({ elements, flows: 'Start -> Race -> Won -> End\nRace -> Lost -> End' });
    instance.deliverMessage('Won');
    expect([...instance.open.values()]).toMatchObject([{ type: 'scheduleJob', element: 'Won' }]);
    instance.completeJob('Won');
    expect(instance.ended).toBe(true);
  });

  it('surround a sub-process as a whole', async () => {
    const inside = `<startEvent id="S"/>${userTask('In')}`;
    const elements = subProcess('Work', inside, 'S -> In').replace('id=', `${both} id=`) + userTask('After');
    const instance = await stored({ elements, flows });
    instance.completeJob('Work');
    expect(instance.waitingFor).toEqual(['In']);
    instance.completeTask('In');
    expect(topics(instance)).toEqual([CONTINUE_TOPIC]);
    instance.completeJob('Work');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it.each([
    ['one after another', true, 1],
    ['at once', false, 2],
  ])('surround the body of a loop once, and each run of its own: %s', async (_, sequential, atOnce) => {
    const loop = `<multiInstanceLoopCharacteristics isSequential="${sequential}" ${both}>
      <loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`;
    const instance = await stored({ elements: userTask('Work', both, loop) + userTask('After'), flows });
    expect(topics(instance)).toHaveLength(1);
    instance.completeJob('Work');
    for (let round = 0; round < 2 / atOnce; round++) {
      expect(topics(instance)).toHaveLength(atOnce);
      for (let each = 0; each < atOnce; each++) instance.completeJob('Work');
      for (let each = 0; each < atOnce; each++) instance.completeTask('Work');
      for (let each = 0; each < atOnce; each++) instance.completeJob('Work');
    }
    expect(topics(instance)).toHaveLength(1);
    instance.completeJob('Work');
    expect(instance.waitingFor).toEqual(['After']);
  });
});

describe('Listeners', () => {
  it('run as jobs in the order of the model, within the continuations; what they bring is seen', async () => {
    const content = extensions(
      listener('start', 'begin'),
      listener('create', 'opened', 'task'),
      listener('complete', 'closing', 'task'),
      listener('end', 'finish'),
    );
    const elements = userTask('Work', `camunda:assignee="= who" ${both}`, content) + userTask('After');
    const instance = await stored({ elements, flows });
    const seen: string[] = [];
    for (let job = 0; job < 3; job++) {
      seen.push(...topics(instance));
      instance.completeJob('Work', { who: 'lan' });
    }
    expect([...instance.open.values()]).toMatchObject([{ type: 'openTask', assignee: 'lan' }]);
    instance.completeTask('Work');
    for (let job = 0; job < 3; job++) {
      seen.push(...topics(instance));
      instance.completeJob('Work');
    }
    expect(seen).toEqual([CONTINUE_TOPIC, 'begin', 'opened', 'closing', 'finish', CONTINUE_TOPIC]);
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('belong to each run of a loop, and see its variables', async () => {
    const loop = `<multiInstanceLoopCharacteristics camunda:collection="units" camunda:elementVariable="unit"/>`;
    const elements = userTask('Work', '', extensions(listener('start', 'begin')) + loop) + userTask('After');
    const instance = await stored({ elements, flows }, { units: ['A', 'B'] });
    expect(topics(instance)).toEqual(['begin', 'begin']);
    const units = [...instance.open.keys()].map((key) => variablesOf(instance.state!, key).unit);
    expect(units).toEqual(['A', 'B']);
  });

  it('of a flow hold the token on its way; of the process they run at its begin and its end', async () => {
    const elements = userTasks('Work', 'After') + flowWithListener('Start', 'Work');
    const instance = await stored({ elements, flows: 'Work -> After -> End\nStart -> End' });
    expect(topics(instance)).toEqual(['way']);
    expect(instance.state!.instances).toHaveLength(2);
    instance.completeJob('Work', { n: 1 });
    expect(instance.waitingFor).toEqual(['Work']);
    expect(instance.variables).toEqual({ n: 1 });
    const process = extensions(listener('start', 'hello'), listener('end', 'bye'));
    const whole = await stored({ elements: process + userTask('Work'), flows: 'Start -> Work -> End' });
    expect(topics(whole)).toEqual(['hello']);
    whole.completeJob('Start');
    whole.completeTask('Work');
    expect(topics(whole)).toEqual(['bye']);
    whole.completeJob('P', { n: 2 });
    expect(whole.outcome?.variables).toEqual({ n: 2 });
  });

  it.each([
    ['before', 'start'],
    ['behind', 'end'],
  ])('may raise a BPMN error %s the element, which its boundary event catches', async (_, event) => {
    const elements = userTask('Work', '', extensions(listener(event, 'check'))) + caught + userTask('After');
    const instance = await stored({ elements, flows: `${flows}\nCaught -> Mend` });
    if (event === 'end') instance.completeTask('Work');
    const effects = instance.failJob('Work', 'E');
    expect(effects).not.toContainEqual(expect.objectContaining({ type: 'closeTask' }));
    expect(instance.waitingFor).toEqual(['Mend']);
    instance.completeTask('Mend');
    expect(instance.ended).toBe(true);
  });

  it('raise errors that no event sub-process catches whose scope does not run yet, or no more', async () => {
    const handler = `<subProcess id="Esp" triggeredByEvent="true"><startEvent id="On">${errorTrigger('E')}</startEvent>
      ${userTask('Handle')}<sequenceFlow id="F" sourceRef="On" targetRef="Handle"/></subProcess>`;
    const inside = `<startEvent id="S"/>${userTask('In')}${handler}`;
    const listeners = extensions(listener('start', 'check'), listener('end', 'check'));
    const elements = subProcess('Work', inside, 'S -> In', listeners) + caught + userTask('After');
    const early = await stored({ elements, flows: `${flows}\nCaught -> Mend` });
    early.failJob('Work', 'E');
    expect(early.waitingFor).toEqual(['Mend']);
    const late = await stored({ elements, flows: `${flows}\nCaught -> Mend` });
    late.completeJob('Work');
    late.completeTask('In');
    late.failJob('Work', 'E');
    expect(late.waitingFor).toEqual(['Mend']);
  });

  it('of a flow raise errors of the scope around it', async () => {
    const inside = `<startEvent id="S"/>${userTask('In')}${flowWithListener('S', 'In')}`;
    const elements = subProcess('Work', inside, '') + caught + userTask('After');
    const instance = await stored({ elements, flows: `${flows}\nCaught -> Mend` });
    instance.failJob('In', 'E');
    expect(instance.waitingFor).toEqual(['Mend']);
  });

  it('of a flow raise errors that cancel whatever else runs in the scope around it', async () => {
    const inside = `<startEvent id="S"/>${userTasks('In', 'Beside')}${flowWithListener('S', 'In')}${flowsOf('S -> Beside')}`;
    const elements = subProcess('Work', inside, '') + caught + userTask('After');
    const instance = await stored({ elements, flows: `${flows}\nCaught -> Mend` });
    expect(instance.waitingFor).toEqual(['In', 'Beside']);
    instance.failJob('In', 'E');
    expect(instance.waitingFor).toEqual(['Mend']);
  });
});

import {
  boundaryEvent,
  compensable,
  compensate,
  endEvent,
  error,
  errorTrigger,
  eventSubProcess,
  run,
  serviceTask,
  subProcess,
  throwEvent,
  timer,
  userTask,
} from '../testing/model.js';
import { frozen } from '../testing/frozen.js';

const loopOf = (times: number) =>
  `<multiInstanceLoopCharacteristics><loopCardinality>${times}</loopCardinality></multiInstanceLoopCharacteristics>`;

const handler = (attributes = '', content = '') =>
  serviceTask('UndoA', `isForCompensation="true" ${attributes}`, content);

/** `A` and `B` have completed when `Back` undoes them, `B` first. */
const model = (undoA: string, more = '', moreFlows = '') => ({
  elements: `${compensable(serviceTask('A'), 'A', undoA, 'UndoA')}
    ${compensable(serviceTask('B'), 'B', serviceTask('UndoB', 'isForCompensation="true"'), 'UndoB')}
    ${throwEvent('Back', compensate())}${userTask('After')}${more}`,
  flows: `Start -> B -> A -> Back -> After\n${moreFlows}`,
  definitions: error('E'),
});

async function whileUndoing(of: ReturnType<typeof model>) {
  const instance = await run(of);
  instance.completeJob('B');
  instance.completeJob('A');
  return instance;
}

describe('A handler of compensation', () => {
  it('is preceded and followed by its own jobs', async () => {
    const listener = '<extensionElements><camunda:executionListener event="start" class="before"/></extensionElements>';
    const instance = await whileUndoing(model(handler('camunda:asyncAfter="true"', listener)));
    const topics = [];
    for (let [job] = instance.open.values(); job?.type === 'scheduleJob'; [job] = instance.open.values()) {
      topics.push(`${job.element} ${job.topic}`);
      instance.completeJob(job.element);
      instance.state = JSON.parse(JSON.stringify(instance.state));
    }
    expect(topics).toEqual(['UndoA before', 'UndoA test', 'UndoA congvan:continue', 'UndoB test']);
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('may be one of ten thousand that run in one step', async () => {
    const times = 10_000;
    const activity = `<manualTask id="A">${loopOf(times)}</manualTask>`;
    const undoing = '<manualTask id="Undo" isForCompensation="true"/>';
    const instance = await run({
      elements: compensable(activity, 'A', undoing, 'Undo') + throwEvent('Back', compensate()),
      flows: 'Start -> A -> Back -> End',
    });
    expect(instance.ended).toBe(true);
    expect(instance.history.filter(({ element, event }) => element === 'Undo' && event === 'end')).toHaveLength(times);
  });

  it('hands over to the way out of its boundary event, which the event that undoes waits for too', async () => {
    const caught = boundaryEvent('Failed', 'UndoA', errorTrigger('E')) + userTask('ByHand');
    const instance = await whileUndoing(model(handler(), caught, 'Failed -> ByHand'));
    instance.failJob('UndoA', 'E');
    instance.state = JSON.parse(JSON.stringify(instance.state));
    expect(instance.waitingFor).toEqual(['ByHand']);
    instance.completeTask('ByHand');
    expect(instance.waitingFor).toEqual(['UndoB']);
    instance.completeJob('UndoB');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('may be late without being interrupted', async () => {
    const late = boundaryEvent('Late', 'UndoA', timer('timeDuration', 'PT1H'), false) + userTask('Remind');
    const instance = await whileUndoing(model(handler(), late, 'Late -> Remind'));
    instance.fireTimer('Late');
    instance.completeJob('UndoA');
    expect(instance.waitingFor).toEqual(['Remind']);
    instance.completeTask('Remind');
    expect(instance.waitingFor).toEqual(['UndoB']);
  });

  it('may be a sub-process, a called process, or several runs', async () => {
    const marked = 'isForCompensation="true"';
    for (const [undoing, opens] of [
      [`<subProcess id="UndoA" ${marked}>${userTask('Inside')}</subProcess>`, ['Inside']],
      [`<callActivity id="UndoA" ${marked} calledElement="other"/>`, ['UndoA']],
      [handler('', loopOf(2)), ['UndoA', 'UndoA']],
    ] as const) {
      const instance = await whileUndoing(model(undoing));
      expect(instance.waitingFor).toEqual(opens);
      for (const { type, key } of [...instance.open.values()]) {
        if (type === 'openTask') instance.send({ type: 'completeTask', key });
        if (type === 'scheduleJob') instance.send({ type: 'completeJob', key });
        if (type === 'startChild') instance.send({ type: 'childEnded', key, variables: {} });
      }
      expect(instance.waitingFor).toEqual(['UndoB']);
    }
  });
});

describe('What has completed', () => {
  const undone = compensable(serviceTask('A'), 'A', serviceTask('Undo', 'isForCompensation="true"'), 'Undo');
  const back = throwEvent('Back', compensate());

  const stateOf = async (elements: string, line: string) => {
    const instance = await run({ elements: `${elements}${userTask('Wait')}`, flows: line });
    instance.completeJob('A');
    expect(instance.waitingFor).toContain('Wait');
    return JSON.stringify(instance.state);
  };

  it('is not kept in a scope in which, and around which, nothing can undo it', async () => {
    const elsewhere = subProcess('Elsewhere', back, '');
    expect(await stateOf(undone + elsewhere, 'Start -> A -> Wait -> Elsewhere')).not.toContain('compensable');
  });

  it('is kept for an event sub-process of its scope, and for an event around it', async () => {
    const undoing = eventSubProcess('Undoing', timer('timeDuration', 'PT1H'), back, 'On_Undoing -> Back');
    expect(await stateOf(undone + undoing, 'Start -> A -> Wait')).toContain('compensable');
    const inside = subProcess('Sub', undone, '');
    expect(await stateOf(inside + back, 'Start -> Sub -> Wait -> Back')).toContain('compensable');
  });

  it('is added to and undone without a change of the given state', async () => {
    const undoable = (id: string, activity = userTask(id)) =>
      compensable(activity, id, userTask(`Undo${id}`, 'isForCompensation="true"'), `Undo${id}`);
    const mending = undoable('Mend', '<manualTask id="Mend"/>') + throwEvent('Inside', compensate());
    const byItself = eventSubProcess('Whole', compensate(), mending, 'On_Whole -> Mend -> Inside');
    const whole = subProcess('Sub', undoable('A') + userTask('B') + byItself, 'A -> B');
    const instance = await run({
      elements: whole + undoable('C') + userTask('D') + back,
      flows: 'Start -> Sub -> C -> D -> Back -> End',
    });
    for (const task of ['A', 'B', 'C', 'D', 'UndoC', 'UndoMend', 'UndoA']) {
      instance.state = frozen(JSON.parse(JSON.stringify(instance.state)));
      instance.completeTask(task);
    }
    expect(instance.ended).toBe(true);
  });

  it('in an event sub-process is undone from the scope around it', async () => {
    const instance = await run({
      elements: `${eventSubProcess('Aside', timer('timeDuration', 'PT1H'), undone, 'On_Aside -> A', false)}
        ${userTask('Wait')}${endEvent('Back', compensate())}`,
      flows: 'Start -> Wait -> Back',
    });
    instance.fireTimer('On_Aside');
    instance.completeJob('A');
    instance.completeTask('Wait');
    expect(instance.waitingFor).toEqual(['Undo']);
  });
});

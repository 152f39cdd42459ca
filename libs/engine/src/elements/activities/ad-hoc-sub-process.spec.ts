import { ActivityNotOfferedError, NotOpenError, SequentialActivitiesError } from '../../index.js';
import {
  boundaryEvent,
  flows as flowsOf,
  gateway,
  message,
  messageTrigger,
  run,
  subProcess,
  timer,
  userTask,
  userTasks,
} from '../../testing/model.js';

const adHoc = (id: string, elements: string, attributes = '', completionCondition?: string, flowText = '') =>
  `<adHocSubProcess id="${id}" ${attributes}>${elements}${flowsOf(flowText)}${
    completionCondition === undefined ? '' : `<completionCondition>${completionCondition}</completionCondition>`
  }</adHocSubProcess>`;
const flows = 'Start -> Work -> After';
const model = (attributes = '', condition?: string, flowText = '') => ({
  elements: adHoc('Work', userTasks('A', 'B', 'C'), attributes, condition, flowText) + userTask('After'),
  flows,
});
const keep = 'cancelRemainingInstances="false"';

describe('Ad-hoc sub-process', () => {
  it('offers its activities and begins none by itself', async () => {
    const instance = await run(model());
    expect([...instance.open.values()]).toEqual([
      { type: 'offerActivities', key: 3, element: 'Work', activities: ['A', 'B', 'C'] },
    ]);
  });

  it('starts what people choose, as often as they like and at once', async () => {
    const instance = await run(model());
    for (const choice of ['B', 'A', 'B']) instance.startActivity('Work', choice);
    expect(instance.waitingFor).toEqual(['Work', 'B', 'A', 'B']);
    for (const task of ['B', 'A', 'B']) instance.completeTask(task);
    expect(instance.waitingFor).toEqual(['Work']);
  });

  it('gives a started activity variables of its own', async () => {
    const instance = await run({
      ...model(),
      elements: adHoc('Work', userTask('A', 'camunda:assignee="= who"')) + userTask('After'),
    });
    instance.startActivity('Work', 'A', { who: 'lan' });
    instance.startActivity('Work', 'A', { who: 'minh' });
    expect([...instance.open.values()]).toMatchObject([{}, { assignee: 'lan' }, { assignee: 'minh' }]);
    expect(instance.variables).toEqual({});
  });

  it.each(['After', 'Work', 'D'])('refuses %s, which it does not offer, and says what it offers', async (choice) => {
    const instance = await run(model());
    const start = () => instance.startActivity('Work', choice);
    expect(start).toThrow(ActivityNotOfferedError);
    expect(start).toThrow(expect.objectContaining({ message: expect.stringContaining('A, B, C') }));
  });

  it('refuses a second activity while one runs where the ordering is sequential', async () => {
    const instance = await run(model('ordering="Sequential"'));
    instance.startActivity('Work', 'A');
    expect(() => instance.startActivity('Work', 'B')).toThrow(SequentialActivitiesError);
    instance.completeTask('A');
    instance.startActivity('Work', 'B');
    expect(instance.waitingFor).toEqual(['Work', 'B']);
  });

  it('follows the flows between its activities, and offers only where none leads to', async () => {
    const instance = await run(model('', undefined, 'A -> B'));
    expect([...instance.open.values()]).toMatchObject([{ activities: ['A', 'C'] }]);
    instance.startActivity('Work', 'A');
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['Work', 'B']);
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['Work']);
  });

  it('asks its completion condition after each activity, then cancels what still runs and begins no more', async () => {
    const instance = await run(model('', '= done', 'A -> B'), { done: false });
    instance.startActivity('Work', 'A');
    instance.startActivity('Work', 'C');
    instance.completeTask('C');
    instance.startActivity('Work', 'C');
    const effects = instance.completeTask('A', { done: true });
    expect(effects).toContainEqual(expect.objectContaining({ type: 'closeTask', reason: 'cancelled' }));
    expect(effects).toContainEqual({ type: 'withdrawOffer', key: 3 });
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('waits for what still runs where that is not to be cancelled, and offers nothing meanwhile', async () => {
    const instance = await run(model(keep, '= done', 'A -> B\nC -> B'), { done: false });
    for (const choice of ['A', 'C', 'C']) instance.startActivity('Work', choice);
    instance.completeTask('A', { done: true });
    instance.state = JSON.parse(JSON.stringify(instance.state));
    expect(instance.waitingFor).toEqual(['C', 'C']);
    const key = instance.state!.instances.find(({ element }) => element === 'Work')!.key;
    expect(() => instance.send({ type: 'startActivity', key, element: 'A' })).toThrow(ActivityNotOfferedError);
    instance.completeTask('C', { done: false });
    expect(instance.waitingFor).toEqual(['C']);
    instance.completeTask('C');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('does not wait for tokens at its joins when it is done', async () => {
    const inside = userTasks('A', 'B', 'C') + gateway('parallel', 'Join');
    const elements = adHoc('Work', inside, keep, '= done', 'A -> Join -> C\nB -> Join') + userTask('After');
    const instance = await run({ elements, flows }, { done: false });
    instance.startActivity('Work', 'A');
    instance.startActivity('Work', 'A');
    instance.completeTask('A');
    instance.completeTask('A', { done: true });
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('ends when people say so, and only then without a condition', async () => {
    const instance = await run(model());
    instance.startActivity('Work', 'A');
    instance.completeAdHoc('Work');
    expect(instance.waitingFor).toEqual(['After']);
    expect(() => instance.completeAdHoc('Work')).toThrow(NotOpenError);
  });

  it('withdraws its offer when it is cancelled', async () => {
    const { elements } = model();
    const instance = await run({
      elements: elements + boundaryEvent('Late', 'Work', timer('timeDuration', 'P1D')),
      flows: `${flows}\nLate -> End`,
    });
    instance.startActivity('Work', 'A');
    expect(instance.fireTimer('Late')).toContainEqual({ type: 'withdrawOffer', key: 3 });
    expect(instance.ended).toBe(true);
  });

  it('offers nothing any more once an interrupting event sub-process takes its place, and ends with that', async () => {
    const handler = `<subProcess id="Esp" triggeredByEvent="true">
      <startEvent id="On">${messageTrigger('M')}</startEvent>${userTask('Handle')}
      ${flowsOf('On -> Handle')}</subProcess>`;
    const elements = adHoc('Work', userTasks('A') + handler) + userTask('After');
    const instance = await run({ elements, flows, definitions: message('M') });
    instance.startActivity('Work', 'A');
    expect(instance.deliverMessage('On')).toContainEqual({ type: 'withdrawOffer', key: 3 });
    expect(instance.waitingFor).toEqual(['Handle']);
    instance.completeTask('Handle');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('may contain sub-processes and ad-hoc sub-processes', async () => {
    const sub = subProcess('Sub', `<startEvent id="S"/>${userTask('In')}`, 'S -> In');
    const inner = adHoc('Inner', userTask('X'), '', '= true');
    const instance = await run({ elements: adHoc('Work', sub + inner) + userTask('After'), flows });
    instance.startActivity('Work', 'Sub');
    instance.startActivity('Work', 'Inner');
    instance.startActivity('Inner', 'X');
    expect(instance.waitingFor).toEqual(['Work', 'In', 'Inner', 'X']);
    instance.completeTask('X');
    instance.completeTask('In');
    expect(instance.waitingFor).toEqual(['Work']);
  });

  it('is done at once when there is nothing to choose', async () => {
    const instance = await run({ elements: adHoc('Work', '') + userTask('After'), flows });
    expect(instance.waitingFor).toEqual(['After']);
  });
});

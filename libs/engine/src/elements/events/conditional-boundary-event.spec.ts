import {
  boundaryEvent,
  conditionalTrigger,
  mappings,
  run,
  serviceTask,
  subProcess,
  userTask,
} from '../../testing/model.js';

const model = (interrupting: boolean, condition = '= days > 3') => ({
  elements:
    userTask('Task') +
    boundaryEvent('Late', 'Task', conditionalTrigger(condition), interrupting) +
    serviceTask('Handle'),
  flows: 'Start -> Task -> End\nLate -> Handle',
});
const handled = (waitingFor: readonly string[]) => waitingFor.filter((element) => element === 'Handle').length;

describe('Interrupting conditional boundary event', () => {
  it('cancels the activity when its condition comes true', async () => {
    const instance = await run(model(true));
    instance.setVariables({ days: 3 });
    expect(instance.waitingFor).toEqual(['Task']);
    instance.setVariables({ days: 4 });
    expect(instance.waitingFor).toEqual(['Handle']);
  });

  it('cancels it as it is entered where its condition holds already', async () => {
    const instance = await run(model(true), { days: 4 });
    expect(instance.waitingFor).toEqual(['Handle']);
    expect(instance.history).toContainEqual(expect.objectContaining({ element: 'Task', event: 'cancel' }));
  });

  it('leaves an activity alone that completes by the same change', async () => {
    const instance = await run(model(true));
    instance.completeTask('Task', { days: 4 });
    expect(instance.ended).toBe(true);
  });

  it('arms no further event of an activity that it has cancelled', async () => {
    const { elements, flows } = model(true);
    const second = boundaryEvent('Second', 'Task', conditionalTrigger('= days > 3'));
    const instance = await run({ elements: elements + second, flows: `${flows}\nSecond -> Handle` }, { days: 4 });
    expect(handled(instance.waitingFor)).toBe(1);
  });
});

describe('Non-interrupting conditional boundary event', () => {
  it('is triggered at every change while its condition holds, each time as an activity of its own', async () => {
    const instance = await run(model(false), { days: 4 });
    expect(handled(instance.waitingFor)).toBe(1);
    instance.setVariables({ days: 5 });
    expect(handled(instance.waitingFor)).toBe(2);
    instance.setVariables({ days: 5, other: 1 });
    expect(handled(instance.waitingFor)).toBe(2);
    instance.setVariables({ days: 1 });
    expect(handled(instance.waitingFor)).toBe(2);
    const starts = instance.history.filter(({ element, event }) => element === 'Late' && event === 'start');
    expect(new Set(starts.map(({ key }) => key)).size).toBe(2);
  });

  it('counts two variables that change at once as one change', async () => {
    const instance = await run(model(false, '= days + extra > 3'), { days: 1, extra: 1 });
    instance.setVariables({ days: 3, extra: 2 });
    expect(handled(instance.waitingFor)).toBe(1);
  });

  it('is triggered once by what its host declares as it is entered', async () => {
    const elements =
      userTask('Task', '', mappings({ days: '= 4' })) +
      boundaryEvent('Late', 'Task', conditionalTrigger('= days > 3'), false) +
      serviceTask('Handle');
    const instance = await run({ elements, flows: 'Start -> Task -> End\nLate -> Handle' });
    expect(handled(instance.waitingFor)).toBe(1);
  });

  it('does not count a change that a variable of the same name further in hides', async () => {
    const sub = subProcess('Task', `<startEvent id="S"/>${userTask('Inner')}`, 'S -> Inner', mappings({ days: '= 4' }));
    const instance = await run({
      elements: sub + boundaryEvent('Late', 'Task', conditionalTrigger('= days > 3'), false) + serviceTask('Handle'),
      flows: 'Start -> Task -> End\nLate -> Handle',
    });
    instance.setVariables({ days: 10 });
    expect(handled(instance.waitingFor)).toBe(1);
    const { key } = instance.state!.instances.find(({ element }) => element === 'Task')!;
    instance.send({ type: 'setVariables', key, variables: { days: 5 } });
    expect(handled(instance.waitingFor)).toBe(2);
  });
});

import { UnsupportedElementError } from '../../index.js';
import { catchEvent, linkTrigger, run, subProcess, throwEvent, userTask } from '../../testing/model.js';

const there = (id: string, name: string) => catchEvent(id, linkTrigger(name));

describe('Link events', () => {
  it('lead a token from the throwing event to the catching one of the same name', async () => {
    const instance = await run({
      elements:
        throwEvent('Go', linkTrigger('page2')) +
        there('Come', 'page2') +
        there('Other', 'page3') +
        userTask('Task'),
      flows: 'Start -> Go\nCome -> Task\nOther -> End',
    });
    expect(instance.waitingFor).toEqual(['Task']);
    expect(instance.history.map(({ element, event }) => `${element} ${event}`).slice(3)).toEqual([
      'Go start',
      'Go end',
      'Come start',
      'Come end',
      'Task start',
    ]);
    instance.completeTask('Task');
    expect(instance.ended).toBe(true);
  });

  it('may be thrown in several places, each token going on alone', async () => {
    const instance = await run({
      elements: `<parallelGateway id="Split"/>${throwEvent('A', linkTrigger('on'))}${throwEvent('B', linkTrigger('on'))}
        ${there('Come', 'on')}${userTask('Task')}`,
      flows: 'Start -> Split -> A\nSplit -> B\nCome -> Task',
    });
    expect(instance.waitingFor).toEqual(['Task', 'Task']);
  });

  it('stay within their scope', async () => {
    const inside = `<startEvent id="S"/>${throwEvent('Go', linkTrigger('on'))}
      ${there('Near', 'on')}${userTask('Inner')}`;
    const instance = await run({
      elements: subProcess('Sub', inside, 'S -> Go\nNear -> Inner') + there('Far', 'on') + userTask('Outer'),
      flows: 'Start -> Sub -> End\nFar -> Outer',
    });
    expect(instance.waitingFor).toEqual(['Inner']);
  });

  it('lead back in a loop with a job in it', async () => {
    const elements = `${throwEvent('Go', linkTrigger('again')).replace('id="Go"', 'id="Go" camunda:asyncAfter="true"')}
      ${there('Come', 'again')}${userTask('Task')}`;
    const instance = await run({ elements, flows: 'Start -> Task -> Go\nCome -> Task' });
    instance.completeTask('Task');
    expect(instance.waitingFor).toEqual(['Go']);
    instance.completeJob('Go');
    expect(instance.waitingFor).toEqual(['Task']);
  });

  it('cannot be thrown where nothing catches them', async () => {
    const model = { elements: throwEvent('Go', linkTrigger('nowhere')), flows: 'Start -> Go' };
    await expect(run(model)).rejects.toThrow(UnsupportedElementError);
  });
});

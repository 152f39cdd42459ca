import { InMemoryProcess } from '../../index.js';
import {
  conditionalTrigger,
  context,
  eventSubProcess,
  graphOf,
  run,
  serviceTask,
  subProcess,
  userTask,
} from '../../testing/model.js';

const handler = (condition: string, interrupting: boolean, id = 'Esp', task = 'Handle') =>
  eventSubProcess(id, conditionalTrigger(condition), userTask(task), `On_${id} -> ${task}`, interrupting);

describe('Conditional start event of a process', () => {
  it('begins an instance when it is named', async () => {
    const elements = `<startEvent id="Full">${conditionalTrigger('= stock > 5')}</startEvent>${userTask('Task')}`;
    const instance = new InMemoryProcess(await graphOf({ elements, flows: 'Full -> Task' }), context);
    instance.start({}, 'Full');
    expect(instance.waitingFor).toEqual(['Task']);
  });
});

describe('Conditional start event of an event sub-process', () => {
  const model = (interrupting: boolean) => ({
    elements: serviceTask('Task') + userTask('Next') + handler('= days > 3', interrupting),
    flows: 'Start -> Task -> Next',
  });

  it('stops its scope as its condition comes true, before the token goes on', async () => {
    const instance = await run(model(true));
    instance.completeJob('Task', { days: 4 });
    expect(instance.waitingFor).toEqual(['Handle']);
    expect(instance.history.map(({ element }) => element)).not.toContain('Next');
  });

  it('takes the place of a process that begins with its condition true: nothing else begins', async () => {
    const instance = await run(model(true), { days: 4 });
    expect(instance.waitingFor).toEqual(['Handle']);
    expect(instance.history.map(({ element }) => element)).not.toContain('Start');
    instance.completeTask('Handle');
    expect(instance.ended).toBe(true);
  });

  it('takes the place of a sub-process likewise, and no other event of that can start any more', async () => {
    const both = handler('= days > 3', true) + handler('= days > 3', false, 'Esp2', 'Never');
    const inside = `<startEvent id="S"/>${userTask('Inner')}${both}`;
    const elements = subProcess('Sub', inside, 'S -> Inner') + userTask('After');
    const instance = await run({ elements, flows: 'Start -> Sub -> After' }, { days: 4 });
    expect(instance.waitingFor).toEqual(['Handle']);
    instance.setVariables({ days: 5 });
    expect(instance.waitingFor).toEqual(['Handle']);
    instance.completeTask('Handle');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('runs beside its scope at every change while its condition holds, where it does not interrupt', async () => {
    const instance = await run(model(false), { days: 4 });
    instance.setVariables({ days: 5 });
    expect(instance.waitingFor).toEqual(['Handle', 'Task', 'Handle']);
  });
});

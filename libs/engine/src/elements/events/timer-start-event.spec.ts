import { InMemoryProcess } from '../../index.js';
import { context, eventSubProcess, graphOf, run, subProcess, timer, userTask } from '../../testing/model.js';

const handler = (trigger: string, interrupting: boolean) =>
  eventSubProcess('Esp', trigger, userTask('Handle'), 'On_Esp -> Handle', interrupting);

describe('Timer start event of a process', () => {
  it('begins an instance when it is named', async () => {
    const elements = `<startEvent id="Daily">${timer('timeCycle', '0 0 8 * * ?')}</startEvent>${userTask('Task')}`;
    const instance = new InMemoryProcess(await graphOf({ elements, flows: 'Daily -> Task' }), context);
    instance.start({}, 'Daily');
    expect(instance.waitingFor).toEqual(['Task']);
  });
});

describe('Timer start event of an event sub-process', () => {
  it('counts from when its scope is entered, and stops the rest of it where it interrupts', async () => {
    const inside = `<startEvent id="S"/>${userTask('Inner')}${handler(timer('timeDuration', 'PT8H'), true)}`;
    const elements = userTask('First') + subProcess('Sub', inside, 'S -> Inner') + userTask('After');
    const instance = await run({ elements, flows: 'Start -> First -> Sub -> After' });
    instance.passTimeUntil('2026-01-06T01:00:00.000Z');
    instance.completeTask('First');
    expect([...instance.open.values()]).toContainEqual(
      expect.objectContaining({ element: 'On_Esp', due: '2026-01-06T09:00:00.000Z' }),
    );
    instance.passTimeUntil('2026-01-06T09:00:00.000Z');
    expect(instance.waitingFor).toEqual(['Handle']);
    instance.completeTask('Handle');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('begins it again and again with a cycle, while its scope lives', async () => {
    const elements = userTask('Task') + handler(timer('timeCycle', 'R/PT1H'), false);
    const instance = await run({ elements, flows: 'Start -> Task -> End' });
    instance.passTimeUntil('2026-01-05T03:30:00.000Z');
    expect(instance.waitingFor).toEqual(['Task', 'Handle', 'On_Esp', 'Handle']);
    instance.completeTask('Task');
    instance.completeTask('Handle');
    expect(instance.waitingFor).toEqual(['On_Esp', 'Handle']);
    instance.completeTask('Handle');
    expect(instance.ended).toBe(true);
    expect(instance.open.size).toBe(0);
  });

  it('may be told to fire at another time', async () => {
    const elements = userTask('Task') + handler(timer('timeDuration', 'PT1H'), true);
    const instance = await run({ elements, flows: 'Start -> Task -> End' });
    instance.rescheduleTimer('On_Esp', '2026-01-07T00:00:00.000Z');
    instance.passTimeUntil('2026-01-06T00:00:00.000Z');
    expect(instance.waitingFor).toEqual(['On_Esp', 'Task']);
    instance.passTimeUntil('2026-01-07T00:00:00.000Z');
    expect(instance.waitingFor).toEqual(['Handle']);
  });
});

import { NotOpenError, UnusableAttributeError } from '../../index.js';
import { boundaryEvent, run, serviceTask, subProcess, timer, userTask } from '../../testing/model.js';

const flows = 'Start -> Task -> End\nTimer -> Remind';
const interrupting = (trigger: string) => ({
  elements: userTask('Task') + boundaryEvent('Timer', 'Task', trigger) + serviceTask('Remind'),
  flows,
});
const nonInterrupting = (trigger: string) => ({
  elements: userTask('Task') + boundaryEvent('Timer', 'Task', trigger, false) + serviceTask('Remind'),
  flows,
});
const reminders = (waitingFor: readonly string[]) => waitingFor.filter((element) => element === 'Remind').length;

describe('Interrupting timer boundary event', () => {
  it('cancels the activity and takes over its token', async () => {
    const instance = await run(interrupting(timer('timeDuration', 'PT8H')));
    expect(instance.waitingFor).toEqual(['Task', 'Timer']);
    const effects = instance.fireTimer('Timer');
    expect(effects.slice(0, 4)).toEqual([
      { type: 'closeTask', key: 3, reason: 'cancelled' },
      { type: 'recordActivity', key: 3, parent: 1, element: 'Task', elementType: 'userTask', event: 'cancel' },
      { type: 'recordActivity', key: 4, parent: 1, element: 'Timer', elementType: 'boundaryEvent', event: 'start' },
      { type: 'recordActivity', key: 4, parent: 1, element: 'Timer', elementType: 'boundaryEvent', event: 'end' },
    ]);
    expect(instance.waitingFor).toEqual(['Remind']);
  });

  it('cancels everything inside a sub-process, the latest first', async () => {
    const inside = `${userTask('A')}${subProcess('Inner', userTask('B'), '')}`;
    const elements = subProcess('Task', inside, '') + boundaryEvent('Timer', 'Task', timer('timeDuration', 'PT8H'));
    const instance = await run({ elements, flows: 'Start -> Task -> End\nTimer -> End' });
    const cancelled = instance
      .fireTimer('Timer')
      .filter((effect) => effect.type === 'recordActivity' && effect.event === 'cancel');
    expect(cancelled).toMatchObject([{ element: 'B' }, { element: 'Inner' }, { element: 'A' }, { element: 'Task' }]);
    expect(instance.ended).toBe(true);
  });

  it('is disarmed when the activity completes, and is not recorded then', async () => {
    const instance = await run(interrupting(timer('timeDuration', 'PT8H')));
    expect(instance.completeTask('Task')).toContainEqual({ type: 'disarmTimer', key: 4 });
    expect(instance.history.filter(({ element }) => element === 'Timer')).toEqual([]);
  });

  it('fires once even with a cycle', async () => {
    const instance = await run(interrupting(timer('timeCycle', 'R3/PT1S')));
    instance.fireTimer('Timer');
    expect(instance.waitingFor).toEqual(['Remind']);
  });
});

describe('Non-interrupting timer boundary event', () => {
  it('that an operator disarms fires no more, and the activity goes on without it', async () => {
    const instance = await run(nonInterrupting(timer('timeCycle', 'R/PT1H')));
    instance.fireTimer('Timer');
    const key = instance.keyOf('armTimer', 'Timer');
    expect(instance.send({ type: 'disarmTimer', key })).toEqual([{ type: 'disarmTimer', key }]);
    expect(() => instance.send({ type: 'disarmTimer', key })).toThrow(NotOpenError);
    expect(instance.waitingFor).toEqual(['Task', 'Remind']);
    expect(instance.completeTask('Task')).not.toContainEqual({ type: 'disarmTimer', key });
  });

  it('sends a token of its own and leaves the activity alone', async () => {
    const instance = await run(nonInterrupting(timer('timeDuration', 'PT8H')));
    instance.fireTimer('Timer');
    expect(instance.waitingFor).toEqual(['Task', 'Remind']);
    instance.completeTask('Task');
    expect(instance.ended).toBe(false);
    instance.completeJob('Remind');
    expect(instance.ended).toBe(true);
  });

  it('fires once for each repetition of its cycle, under a new key each time', async () => {
    const instance = await run(nonInterrupting(timer('timeCycle', 'R3/PT1H')));
    const first = instance.keyOf('armTimer', 'Timer');
    instance.fireTimer('Timer');
    expect(() => instance.send({ type: 'fireTimer', key: first })).toThrow(NotOpenError);
    instance.fireTimer('Timer');
    instance.fireTimer('Timer');
    expect(instance.waitingFor).toEqual(['Task', 'Remind', 'Remind', 'Remind']);
  });

  it('keeps the remaining count in the state', async () => {
    const instance = await run(nonInterrupting(timer('timeCycle', 'R3/PT1H')));
    instance.fireTimer('Timer');
    instance.state = JSON.parse(JSON.stringify(instance.state));
    instance.passTimeUntil('2027-01-01T00:00:00.000Z');
    expect(reminders(instance.waitingFor)).toBe(3);
  });

  it('goes on without end on the grid of its first firing', async () => {
    const instance = await run(nonInterrupting(timer('timeCycle', 'R/P1D')));
    instance.passTimeUntil('2026-01-15T00:00:00.000Z');
    expect(reminders(instance.waitingFor)).toBe(9);
    expect([...instance.open.values()].at(-2)).toMatchObject({ type: 'armTimer', due: '2026-01-15T01:00:00.000Z' });
  });

  it.each([
    ['R/PT1S', '2027-03-01T00:00:00.000Z'],
    ['R/P1D', '2027-03-01T01:00:00.000Z'],
    ['R/P1M', '2027-03-05T01:00:00.000Z'],
  ])('does not fire %s in a burst for the time in which nobody fired timers', async (cycle, next) => {
    const instance = await run(nonInterrupting(timer('timeCycle', cycle)));
    const key = instance.keyOf('armTimer', 'Timer');
    instance.open.delete(key);
    instance.passTimeUntil('2027-03-01T00:00:00.000Z');
    const effects = instance.send({ type: 'fireTimer', key });
    expect(effects.filter(({ type }) => type === 'armTimer')).toMatchObject([{ due: next }]);
  });

  it.each(['= cycle', 'R0/PT1S', '= "weekly"'])('refuses %s as a cycle, naming the event', async (cycle) => {
    const started = run(nonInterrupting(timer('timeCycle', cycle)), { cycle: null });
    await expect(started).rejects.toThrow(UnusableAttributeError);
    await expect(started).rejects.toMatchObject({ element: 'Timer' });
  });

  it('begins a cycle with a start at that start, or at the next point of its grid where that is past', async () => {
    const later = await run(nonInterrupting(timer('timeCycle', 'R2/2026-02-01T08:00:00+07:00/P1D')));
    expect([...later.open.values()][1]).toMatchObject({ due: '2026-02-01T01:00:00.000Z' });
    const past = await run(nonInterrupting(timer('timeCycle', 'R2/2020-01-01T07:30:00+07:00/P1D')));
    expect([...past.open.values()][1]).toMatchObject({ due: '2026-01-06T00:30:00.000Z' });
  });
});

import type { TimerTrigger } from '#bpmn';
import { NotOpenError } from '../index.js';
import type { ArmedCycle } from '../state.js';
import { boundaryEvent, catchEvent, context, run, serviceTask, timer, userTask } from '../testing/model.js';
import { nextOfCycle, type Timing, timingOf } from './timers.js';

const at = (now: string) => ({ ...context, now });
const trigger = (kind: TimerTrigger['timer'], fireMissed?: boolean): TimerTrigger => ({
  kind: 'timer',
  timer: kind,
  value: '',
  ...(fireMissed !== undefined && { fireMissed }),
});

/** The first firing of a cycle and those after it, each fired at its own instant; at most ten. */
function firings(cycle: string, now = context.now): string[] {
  const dues: string[] = [];
  let armed: Pick<Timing, 'cycle'> | null = timingOf(trigger('cycle'), cycle, at(now));
  while (armed?.cycle && dues.length < 10) {
    const { due } = armed.cycle;
    dues.push(due);
    armed = { cycle: nextOfCycle(JSON.parse(JSON.stringify(armed.cycle)) as ArmedCycle, {}, at(due)) };
  }
  return dues;
}

describe('A timer with one firing', () => {
  it.each([
    ['duration', 'PT0.001S', '2026-01-05T01:00:00.001Z'],
    ['duration', 'PT0S', '2026-01-05T01:00:00.000Z'],
    ['duration', 'P25D', '2026-01-30T01:00:00.000Z'],
    ['duration', 'P300Y', '2326-01-05T01:00:00.000Z'],
    ['date', '2326-01-05', '2326-01-04T17:00:00.000Z'],
  ] as const)('of kind %s and value %s is due at %s', (kind, value, due) => {
    expect(timingOf(trigger(kind), value, context)).toEqual({ due });
  });

  it.each(['date', 'duration', 'cycle'] as const)('of kind %s never fires where its value is nothing', (kind) => {
    expect(timingOf(trigger(kind), null, context)).toBeNull();
    expect(timingOf(trigger(kind), '', context)).toBeNull();
  });
});

describe('A cycle of intervals', () => {
  it('fires as often as it says, one interval apart, the first one interval from now', () => {
    expect(firings('R3/PT1S')).toEqual([
      '2026-01-05T01:00:01.000Z',
      '2026-01-05T01:00:02.000Z',
      '2026-01-05T01:00:03.000Z',
    ]);
  });

  it('does not drift from the last day of the month', () => {
    expect(firings('R5/2026-01-31T08:00:00+07:00/P1M').map((due) => due.slice(0, 10))).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ]);
  });

  it('keeps its time of day where the clock of the zone changes', () => {
    const env = { ...context, now: '2026-03-27T08:00:00.000Z', zone: 'Europe/Berlin' };
    const first = timingOf(trigger('cycle'), 'R/2026-03-28T09:00:00/P1D', env);
    expect(first?.due).toBe('2026-03-28T08:00:00.000Z');
    const next = nextOfCycle(first!.cycle!, {}, { ...env, now: first!.due });
    expect(next?.due).toBe('2026-03-29T07:00:00.000Z');
  });

  it('ends at the end that it says, and lies so that the last of a number falls on it', () => {
    expect(firings('R/2026-01-06T00:00:00Z/P1D').length).toBe(10);
    expect(firings('R2/PT1H/2026-01-05T12:00:00Z')).toEqual(['2026-01-05T11:00:00.000Z', '2026-01-05T12:00:00.000Z']);
    expect(firings('R/PT1H/2026-01-05T03:30:00Z')).toEqual(['2026-01-05T02:00:00.000Z', '2026-01-05T03:00:00.000Z']);
    expect(firings('R/PT1H/2026-01-05T01:30:00Z')).toEqual([]);
  });

  it('never fires with a number of zero', () => {
    expect(firings('R0/PT1S')).toEqual([]);
  });
});

describe('A cycle of the calendar', () => {
  it('fires by its fields, on the clock of the office', () => {
    expect(firings('0 0 8 ? * MON-FRI', '2026-01-09T00:00:00.000Z').slice(0, 3)).toEqual([
      '2026-01-09T01:00:00.000Z',
      '2026-01-12T01:00:00.000Z',
      '2026-01-13T01:00:00.000Z',
    ]);
  });

  it('stops where no instant is left', () => {
    expect(firings('0 0 0 1 1 ? 2027-2028')).toEqual(['2026-12-31T17:00:00.000Z', '2027-12-31T17:00:00.000Z']);
    expect(firings('0 0 0 1 1 ? 2020')).toEqual([]);
  });

  it('skips what was missed, keeping to its fields', () => {
    const { cycle } = timingOf(trigger('cycle'), '0 0 8 * * ?', at('2026-01-05T00:00:00.000Z'))!;
    expect(nextOfCycle(cycle!, {}, at('2026-03-01T05:00:00.000Z'))?.due).toBe('2026-03-02T01:00:00.000Z');
    expect(nextOfCycle(cycle!, { fireMissed: true }, at('2026-03-01T05:00:00.000Z'))?.due).toBe(
      '2026-01-06T01:00:00.000Z',
    );
  });

  it('does not skip the instant at which a late firing happens', () => {
    const { cycle } = timingOf(trigger('cycle'), '0 0 8 * * ?', at('2026-01-05T00:00:00.000Z'))!;
    const instant = '2026-03-01T01:00:00.000Z';
    expect(nextOfCycle(cycle!, {}, at(instant))?.due).toBe(instant);
  });
});

describe('A cycle that nobody fired for a while', () => {
  const missed = (fireMissed: boolean) => {
    const { cycle } = timingOf(trigger('cycle'), 'R3/PT1H', context)!;
    return nextOfCycle(cycle!, { fireMissed }, at('2026-01-06T00:30:00.000Z'));
  };

  it('goes on at the next point of its grid, and what was skipped does not count', () => {
    expect(missed(false)).toMatchObject({ due: '2026-01-06T01:00:00.000Z', remaining: 2 });
  });

  it('makes up for every firing where the model says so', () => {
    expect(missed(true)).toMatchObject({ due: '2026-01-05T03:00:00.000Z', remaining: 2 });
  });

  it('is over where its end lies in that time', () => {
    const { cycle } = timingOf(trigger('cycle'), 'R/PT1H/2026-01-05T20:00:00Z', context)!;
    expect(nextOfCycle(cycle!, {}, at('2026-01-06T00:30:00.000Z'))).toBeUndefined();
  });

  it('goes on in a state of an earlier version, which knows its due time only', () => {
    const cycle = { due: '2026-01-05T02:00:00.000Z', interval: 'PT1H', remaining: 2 };
    expect(nextOfCycle(cycle, {}, at(cycle.due))).toMatchObject({ due: '2026-01-05T03:00:00.000Z', remaining: 1 });
  });
});

describe('An armed timer', () => {
  it('catches up in a model that says so, each firing once', async () => {
    const property = '<camunda:property name="missedFirings" value="all"/>';
    const elements = `${userTask('Task')}${serviceTask('Remind')}
      <boundaryEvent id="Timer" attachedToRef="Task" cancelActivity="false">
        <extensionElements><camunda:properties>${property}</camunda:properties></extensionElements>
        ${timer('timeCycle', 'R3/PT1H')}
      </boundaryEvent>`;
    const instance = await run({ elements, flows: 'Start -> Task -> End\nTimer -> Remind' });
    instance.passTimeUntil('2026-01-05T01:00:00.000Z');
    const late = instance.keyOf('armTimer', 'Timer');
    const armed = instance.open.get(late);
    instance.open.delete(late);
    instance.passTimeUntil('2026-01-06T00:00:00.000Z');
    instance.open.set(late, armed!);
    instance.passTimeUntil('2026-01-06T00:00:00.000Z');
    expect(instance.waitingFor).toEqual(['Task', 'Remind', 'Remind', 'Remind']);
  });

  it('may be told to fire at another instant, as often as one likes', async () => {
    const elements = catchEvent('Wait', timer('timeDuration', 'P1D'));
    const instance = await run({ elements, flows: 'Start -> Wait -> End' });
    expect(instance.rescheduleTimer('Wait', '2026-02-01T00:00:00.000Z')).toEqual([
      { type: 'rescheduleTimer', key: 3, due: '2026-02-01T00:00:00.000Z' },
    ]);
    instance.passTimeUntil('2026-01-31T00:00:00.000Z');
    expect(instance.ended).toBe(false);
    instance.rescheduleTimer('Wait', '2026-01-31T06:00:00.000Z');
    instance.passTimeUntil('2026-01-31T06:00:00.000Z');
    expect(instance.ended).toBe(true);
  });

  it('counts the later firings of a cycle from the instant that it was told', async () => {
    const elements = `${userTask('Task')}${boundaryEvent('Timer', 'Task', timer('timeCycle', 'R3/PT1H'), false)}`;
    const instance = await run({ elements, flows: 'Start -> Task -> End' });
    instance.fireTimer('Timer');
    instance.rescheduleTimer('Timer', '2026-01-10T00:20:00.000Z');
    instance.passTimeUntil('2026-01-10T00:20:00.000Z');
    expect([...instance.open.values()]).toContainEqual(
      expect.objectContaining({ element: 'Timer', due: '2026-01-10T01:20:00.000Z' }),
    );
    instance.passTimeUntil('2026-01-11T00:00:00.000Z');
    expect(instance.waitingFor).toEqual(['Task']);
  });

  it('cannot be told to fire at what is no instant, nor when it is open no more', async () => {
    const elements = catchEvent('Wait', timer('timeDuration', 'P1D'));
    const instance = await run({ elements, flows: 'Start -> Wait -> End' });
    expect(() => instance.rescheduleTimer('Wait', 'soon')).toThrow(NotOpenError);
    instance.fireTimer('Wait');
    const command = { type: 'rescheduleTimer', key: 3, due: '2026-02-01T00:00:00.000Z' } as const;
    expect(() => instance.send(command)).toThrow(NotOpenError);
  });
});

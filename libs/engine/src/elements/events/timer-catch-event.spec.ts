import { UnusableAttributeError } from '../../index.js';
import { catchEvent, run, timer } from '../../testing/model.js';

const flows = 'Start -> Wait -> End';

describe('Intermediate timer catch event', () => {
  it.each([
    ['a date with offset', timer('timeDate', '2026-01-06T08:00:00+07:00'), '2026-01-06T01:00:00.000Z'],
    [
      'a date without offset, in the zone of the office',
      timer('timeDate', '2026-01-06T08:00:00'),
      '2026-01-06T01:00:00.000Z',
    ],
    ['a date in the past', timer('timeDate', '2020-01-01T00:00:00Z'), '2020-01-01T00:00:00.000Z'],
    ['a duration', timer('timeDuration', 'PT8H'), '2026-01-05T09:00:00.000Z'],
    ['an expression', timer('timeDuration', '= wait'), '2026-01-05T01:00:01.000Z'],
    ['a duration of centuries', timer('timeDuration', 'P300Y'), '2326-01-05T01:00:00.000Z'],
  ])('waits for %s', async (_, trigger, due) => {
    const instance = await run({ elements: catchEvent('Wait', trigger), flows }, { wait: 'PT1S' });
    expect([...instance.open.values()]).toEqual([{ type: 'armTimer', key: 3, element: 'Wait', due }]);
    instance.fireTimer('Wait');
    expect(instance.ended).toBe(true);
  });

  it.each([
    ['a date that is null', timer('timeDate', '= dueAt')],
    ['a date that is none', timer('timeDate', 'soon')],
    ['a duration that is null', timer('timeDuration', '= dueAt')],
    ['a duration that is none', timer('timeDuration', '8 hours')],
  ])('refuses %s, naming the event', async (_, trigger) => {
    const started = run({ elements: catchEvent('Wait', trigger), flows }, { dueAt: null });
    await expect(started).rejects.toThrow(UnusableAttributeError);
    await expect(started).rejects.toMatchObject({ element: 'Wait' });
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { bpmn, catching, chain, started, timer } from './testing/model.js';

const FUNCTIONS = ['setTimeout', 'setInterval', 'setImmediate'] as const;

const model = bpmn(
  chain(
    catching('Past', timer('2001-01-06T00:00:00Z', 'timeDate')) +
      catching('Future', timer('2400-01-06T00:00:00Z', 'timeDate')) +
      catching('Short', timer('PT0.001S')) +
      catching('Long', timer('P300Y')),
    'Past',
    'Future',
    'Short',
    'Long',
  ),
);

/** What happens from start to end, and how often a timer of the real clock was set. */
async function played(): Promise<{ trace: string[]; realTimers: number }> {
  const spies = FUNCTIONS.map((name) => jest.spyOn(globalThis, name));
  const instance = await started(model);
  for (const event of ['Past', 'Future', 'Short', 'Long']) instance.fireTimer(event);
  const realTimers = spies.reduce((count, { mock }) => count + mock.calls.length, 0);
  for (const spy of spies) spy.mockRestore();
  return { trace: instance.trace.map(({ activity, event }) => `${event} ${activity}`), realTimers };
}

describe('Time', () => {
  afterEach(() => jest.useRealTimers());

  it('is no business of this lib: the real clock may stand in any century and nothing is asked of its timers', async () => {
    const today = await played();
    expect(today.trace).toContain('end Long');
    expect(today.realTimers).toBe(0);
    for (const now of ['1971-01-01T00:00:00Z', '2900-01-01T00:00:00Z']) {
      jest.useFakeTimers({ now: new Date(now), doNotFake: ['nextTick', 'queueMicrotask', ...FUNCTIONS] });
      expect(await played()).toEqual(today);
    }
  });

  it('is not read in any of its sources', () => {
    const sources = readdirSync(__dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
    const reading = sources.filter((file) =>
      /new Date\(\)|Date\.now|performance\.|hrtime|(?<![\w.] ?)set(?:Timeout|Interval|Immediate)\(/.test(
        readFileSync(`${__dirname}/${file}`, 'utf8'),
      ),
    );
    expect(sources.length).toBeGreaterThan(5);
    expect(reading).toEqual([]);
  });
});

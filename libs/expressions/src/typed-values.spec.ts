import { addDuration, isFixedInstant, toDuration, toInstant } from './instants.js';
import { toBoolean, toList, toNumber, toStringList, toText } from './values.js';

const env = { zone: 'Asia/Ho_Chi_Minh' };

describe('toInstant', () => {
  it.each([
    ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T17:00+07:00', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T17:00:00.5', '2026-11-21T10:00:00.500Z'],
    ['2026-11-21', '2026-11-20T17:00:00.000Z'],
  ])('reads %s as %s', (text, instant) => {
    expect(toInstant(text, env)).toBe(instant);
  });

  it('keeps null, so that a due date may be absent', () => {
    expect(toInstant(null, env)).toBeNull();
    expect(toInstant('', env)).toBeNull();
  });

  it.each(['10:00', 'tomorrow', '2026-02-30', '2026-11-21T25:00Z', 1732183200000, true])('refuses %j', (value) => {
    expect(() => toInstant(value, env)).toThrow('A date and time like');
  });

  it('knows which texts mean the same instant everywhere', () => {
    expect(isFixedInstant('2026-11-21T10:00:00Z')).toBe(true);
    expect(isFixedInstant('2026-11-21T10:00:00+07:00')).toBe(true);
    expect(isFixedInstant('2026-11-21T10:00:00')).toBe(false);
    expect(isFixedInstant('2026-13-21T10:00:00Z')).toBe(false);
  });
});

it('a value that is nested too deeply to be shown is refused without being shown', () => {
  const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
  for (const read of [toBoolean, toNumber, toText, toStringList]) {
    expect(() => read(deep)).toThrow('not a value nested too deeply to be shown');
  }
});

describe('durations', () => {
  it('are added on the calendar of the zone', () => {
    expect(addDuration('2026-11-21T10:00:00Z', 'PT8H')).toBe('2026-11-21T18:00:00.000Z');
    expect(addDuration('2026-11-21T10:00:00Z', '-P1D')).toBe('2026-11-20T10:00:00.000Z');
    expect(addDuration('2026-01-30T20:00:00Z', 'P1M', env.zone)).toBe('2026-02-27T20:00:00.000Z');
    expect(addDuration('2026-11-21T10:00:00Z', 'PT0.001S')).toBe('2026-11-21T10:00:00.001Z');
    expect(addDuration('2026-11-21T10:00:00Z', 'P300Y')).toBe('2326-11-21T10:00:00.000Z');
    expect(addDuration('2026-11-21T10:00:00Z', '-P2000Y')).toBe('0026-11-21T10:00:00.000Z');
    expect(addDuration('2026-11-21T10:00:00Z', 'PT0S')).toBe('2026-11-21T10:00:00.000Z');
    expect(addDuration('2026-11-21T10:00:00Z', 'PT1.5H')).toBe('2026-11-21T11:30:00.000Z');
    expect(addDuration('2026-11-21T10:00:00Z', 'P0.5D')).toBe('2026-11-21T22:00:00.000Z');
    expect(addDuration('2026-11-21T10:00:00Z', 'P1Y2M3W4DT5H6M7.5S')).toBe('2028-02-15T15:06:07.500Z');
  });

  const NONE = ['1 day', 'P', 'PT', 'P1', 'P1DT', 'PT1D', 'P1D1Y', 'P-1D', '+P1D', 'P1.D', `P${'9'.repeat(20)}Y`, 5, null];
  it.each(NONE)('refuse %j', (value) => {
    expect(() => toDuration(value)).toThrow('A duration like');
  });

  it('refuse to leave the calendar', () => {
    for (const far of ['P9000Y', '-P3000Y', 'P999999999999Y']) {
      expect(() => addDuration('2026-11-21T10:00:00Z', far)).toThrow('out of range');
    }
  });
});

describe('other readers', () => {
  it('take a condition only when it is true or false', () => {
    expect(toBoolean(true)).toBe(true);
    expect(() => toBoolean(null)).toThrow('A condition must yield true or false, not null.');
  });

  it('read names from a list or from a text with commas', () => {
    expect(toStringList('leader, head:QLCN ,')).toEqual(['leader', 'head:QLCN']);
    expect(toStringList(['leader'])).toEqual(['leader']);
    expect(toStringList(null)).toEqual([]);
    expect(() => toStringList([1])).toThrow('list of texts');
  });

  it('read numbers, texts and lists', () => {
    expect(toNumber('50')).toBe(50);
    expect(() => toNumber('many')).toThrow('A number');
    expect(toText(7)).toBe('7');
    expect(toText('')).toBeNull();
    expect(() => toText(['a'])).toThrow('A text');
    expect(toList([1])).toEqual([1]);
    expect(() => toList(null)).toThrow('A list');
  });
});

import type { JsonObject, JsonValue } from '#foundation';
import { ExpressionEvaluationError, ExpressionSyntaxError } from '../expression-errors.js';
import { readPlainTest } from './plain-test.js';
import { compileUnaryTests, type TemporalType } from './unary-test.js';

const env = { now: '2026-11-21T10:00:00.000Z', zone: 'Asia/Ho_Chi_Minh' };

const matches = (text: string, input: JsonValue, more: JsonObject = {}, type?: TemporalType) =>
  compileUnaryTests(text, { value: 'x', type }).matches({ x: input, ...more }, env);

/** Texts that need no interpreter, and beside each the same as an expression that does. */
const forms: [plain: string, feel: string][] = [
  ['"a"', '? = "a"'],
  ['"a", "b"', '["a", "b"]'],
  ['5', '? = 5'],
  ['-5', '? = -5'],
  ['true', '? = true'],
  ['false', '? = false'],
  ['null', '? = null'],
  ['< 5', '? < 5'],
  ['<=5', '? <= 5'],
  ['> -1.5', '? > -1.5'],
  ['>= 5', '? >= 5'],
  ['[1..5]', '? >= 1 and ? <= 5'],
  [']1..5[', '? > 1 and ? < 5'],
  ['(1..5]', '? > 1 and ? <= 5'],
  ['< 1, 5, [7 .. 9)', '? < 1 or ? = 5 or ? >= 7 and ? < 9'],
];

describe('a unary test', () => {
  it.each(forms)('%s reads like %s, with or without not()', (plain, feel) => {
    expect(readPlainTest(plain)).not.toBeNull();
    expect(readPlainTest(feel)).toBeNull();
    // feelin compares values of different types, which FEEL does not.
    const values = /\d/.test(feel) ? [-5, -1.5, 0, 1, 3, 5, 6, 7, 9] : ['a', 'b', 'c', true, false, null];
    for (const x of values) {
      expect({ x, matches: matches(plain, x) }).toEqual({ x, matches: matches(feel, x) });
      expect({ x, matches: matches(`not(${plain})`, x) }).toEqual({ x, matches: !matches(feel, x) });
    }
  });

  it('passes everything as "-", null and missing values too', () => {
    expect(matches('-', null)).toBe(true);
    expect(compileUnaryTests(' - ', { value: 'x' }).matches({}, env)).toBe(true);
    expect(matches('/* any */ -', 5)).toBe(true);
  });

  it('does not compare values of different types', () => {
    expect(matches('< 5', '')).toBe(false);
    expect(matches('5', '5')).toBe(false);
    expect(matches('< "b"', 1)).toBe(false);
    expect(matches('[1..5]', true)).toBe(false);
    expect(matches('> 0', null)).toBe(false);
  });

  it('with "?" passes when it is true', () => {
    expect(matches('contains(?, "khẩn")', 'thượng khẩn')).toBe(true);
    expect(matches('contains(?, "khẩn")', 'thường')).toBe(false);
    expect(matches('not(contains(?, "khẩn"), "x")', 'thường')).toBe(true);
    expect(matches('?', true)).toBe(true);
    expect(matches('ends with(?, "?")', 'why?')).toBe(true);
  });

  it('without "?" passes when it equals the value, holds it or is true', () => {
    expect(matches('limit', 7, { limit: 7 })).toBe(true);
    expect(matches('limit', 7, { limit: 8 })).toBe(false);
    expect(matches('allowed', 'b', { allowed: ['a', 'b'] })).toBe(true);
    expect(matches('allowed', 'c', { allowed: ['a', 'b'] })).toBe(false);
    expect(matches('urgent', 'anything', { urgent: true })).toBe(true);
    expect(matches('urgent', false, { urgent: false })).toBe(true);
    expect(matches('< limit', 7, { limit: 8 })).toBe(true);
    expect(matches('[low..high]', 7, { low: 8, high: 9 })).toBe(false);
    expect(matches('["a", other]', 'o', { other: 'o' })).toBe(true);
    expect(matches('1 + 1', 2)).toBe(true);
    expect(matches('"a\\"b"', 'a"b')).toBe(true);
    expect(matches('missing', 'x')).toBe(false);
  });

  it('takes a text for a date where the column is one', () => {
    const before = '< date("2026-11-21")';
    expect(matches(before, '2026-11-20', {}, 'date')).toBe(true);
    expect(matches(before, '2026-11-21', {}, 'date')).toBe(false);
    expect(matches('date("2026-11-21")', '2026-11-21', {}, 'date')).toBe(true);
    expect(matches('[date("2026-11-01")..date("2026-11-30")]', '2026-11-21', {}, 'date')).toBe(true);
    expect(matches('not(today())', '2026-11-21', {}, 'date')).toBe(false);
    expect(matches('> now()', '2026-11-21T10:00:01.000Z', {}, 'date and time')).toBe(true);
    const beforeFive = '< date and time("2026-11-21T17:00:00")';
    expect(matches(beforeFive, '2026-11-21T09:59:00.000Z', {}, 'date and time')).toBe(true);
    expect(matches(beforeFive, '2026-11-21T10:01:00.000Z', {}, 'date and time')).toBe(false);
    expect(matches('>= duration("P1D")', 'PT25H', {}, 'duration')).toBe(true);
    expect(matches('null', null, {}, 'date')).toBe(true);
    expect(matches(before, null, {}, 'date')).toBe(false);
  });

  it('that is none is refused with our own error', () => {
    const tooLong = `"${'a'.repeat(10_000)}" + "b"`;
    for (const text of ['', 'not(', '"a', '5 ..', '"a" "b"', '1,', '${x}', 'nope(?)', '('.repeat(5_000), tooLong]) {
      expect(() => compileUnaryTests(text, { value: 'x' })).toThrow(ExpressionSyntaxError);
    }
  });

  it('reaches no prototype', () => {
    expect(matches('constructor', null)).toBe(true);
    expect(matches('?.constructor != null', 'x')).toBe(false);
    expect(matches('__proto__', null)).toBe(true);
  });

  it('that takes too long is stopped, and the error shows the text of the cell', () => {
    const endless = 'count(for a in 1..100000, b in 1..100000 return a) > ?';
    expect(() => matches(endless, 1)).toThrow(ExpressionEvaluationError);
    expect(() => matches(endless, 1)).toThrow(`Expression "${endless}": stopped after`);
  });
});

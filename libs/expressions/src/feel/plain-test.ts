import type { JsonValue } from '#foundation';

/** Whether a value passes. */
export type PlainTest = (value: JsonValue) => boolean;

/** Fifteen digits are what a number of JavaScript holds without rounding. */
const NUMBER = String.raw`-?\d{1,15}(?:\.\d{1,15})?`;
const STRING = String.raw`"[^"\\\n]*"`;
const COMPARISON = new RegExp(String.raw`\s*(?:(<=?|>=?)\s*)?(${NUMBER}|${STRING})\s*(?:,|$)`, 'y');
const CONSTANT = /\s*(true|false|null)\s*(?:,|$)/y;
const CONSTANTS = { true: true, false: false, null: null };
const INTERVAL = new RegExp(String.raw`\s*([[\](])\s*(${NUMBER})\s*\.\.\s*(${NUMBER})\s*([\])[])\s*(?:,|$)`, 'y');

/**
 * The unary tests that nearly all cells of real tables consist of (literals, comparisons with one, intervals of
 * numbers, lists of these, `not(…)`) without the FEEL interpreter, which takes a hundred times as long to read and to
 * run them. Null for every other text. A value of another type than the literal passes no test.
 */
export function readPlainTest(text: string): PlainTest | null {
  const trimmed = text.trim();
  const negated = /^not\s*\(/.exec(trimmed)?.[0];
  if (negated === undefined || !trimmed.endsWith(')')) return readList(trimmed);
  const test = readList(trimmed.slice(negated.length, -1));
  return test === null ? null : (value) => !test(value);
}

function readList(text: string): PlainTest | null {
  const literals = new Set<JsonValue>();
  const tests: PlainTest[] = [];
  let position = 0;
  do {
    const found = firstMatch(text, position);
    if (found === null) return null;
    const { pattern, match } = found;
    if (pattern === CONSTANT) literals.add(CONSTANTS[match[1] as keyof typeof CONSTANTS]);
    else if (pattern === INTERVAL) tests.push(intervalTest(match));
    else if (match[1] === undefined) literals.add(literalOf(match[2] ?? ''));
    else tests.push(comparisonTest(match[1] as keyof typeof COMPARE, literalOf(match[2] ?? '')));
    position = pattern.lastIndex;
  } while (position < text.length);
  // "1," ends with a comma that nothing follows.
  if (text.endsWith(',')) return null;
  const [only] = tests;
  if (only === undefined) return (value) => literals.has(value);
  if (tests.length === 1 && literals.size === 0) return only;
  return (value) => literals.has(value) || tests.some((test) => test(value));
}

function firstMatch(text: string, position: number): { pattern: RegExp; match: RegExpExecArray } | null {
  for (const pattern of [COMPARISON, INTERVAL, CONSTANT]) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match !== null) return { pattern, match };
  }
  return null;
}

function literalOf(text: string): number | string {
  return text.startsWith('"') ? text.slice(1, -1) : Number(text);
}

function comparisonTest(operator: keyof typeof COMPARE, limit: number | string): PlainTest {
  const compare = COMPARE[operator];
  return (value) => typeof value === typeof limit && compare(value as typeof limit, limit);
}

const COMPARE = {
  '<': (value: number | string, limit: number | string) => value < limit,
  '<=': (value: number | string, limit: number | string) => value <= limit,
  '>': (value: number | string, limit: number | string) => value > limit,
  '>=': (value: number | string, limit: number | string) => value >= limit,
};

function intervalTest([, opening, from, to, closing]: RegExpExecArray): PlainTest {
  const [start, end] = [Number(from), Number(to)];
  const [startIncluded, endIncluded] = [opening === '[', closing === ']'];
  return (value) =>
    typeof value === 'number' &&
    (value > start || (startIncluded && value === start)) &&
    (value < end || (endIncluded && value === end));
}

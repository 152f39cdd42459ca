import { CongvanError } from '#foundation';
import { evaluate } from './evaluate.js';
import { matchesPattern } from './matches-pattern.js';

const env = { now: '2026-11-20T17:30:00Z', zone: 'Asia/Ho_Chi_Minh' };
const many = Array.from({ length: 30_000 }, (_, index) => index);
const pairs = many.map((left) => ({ left, right: [left] }));
const variables = { a: { b: 1 }, list: [1, 2], text: 'x', n: 1, many, pairs };

/** The value, or the class of error that every refusal must have. */
function outcome(text: string): unknown {
  try {
    return evaluate(text, variables, env);
  } catch (error) {
    expect(error).toBeInstanceOf(CongvanError);
    return 'refused';
  }
}

/** Of this process, in milliseconds: how busy the machine is otherwise does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

describe('a hostile expression', () => {
  it.each([
    '= constructor',
    '= __proto__',
    '= a.constructor',
    '= a.__proto__',
    '= list.constructor',
    '= text.constructor',
    '= a.toString',
    '= get value(a, "constructor")',
    '= get value(a, "__proto__")',
    '= (function(x) x).fn.constructor',
    '= now.fn.constructor',
    '= abs.constructor',
    '= __zoned.constructor',
    '= process',
    '= globalThis',
    '= frame',
    '${a.constructor}',
    '${a.__proto__}',
    "${a['constructor']}",
    "${list['constructor']}",
    "${list['length']}",
    "${execution.getVariable('__proto__')}",
    "${execution.getVariable('constructor')}",
    "${a.get('constructor')}",
    "${a.get('__proto__')}",
    "${execution['constructor']}",
    '= get entries(a)[key = "constructor"]',
    '= a["constructor"]',
  ])('%s finds nothing of the host', (text) => {
    const found = outcome(text);
    expect([null, 'refused', [], [null, null]]).toContainEqual(found);
  });

  it.each([
    '= a.constructor("return process")()',
    '= (function(x) x).fn.constructor("return process")()',
    "${a.constructor('return process')()}",
    "${execution.getClass().forName('x')}",
    '${text.getClass()}',
    '${process.exit()}',
    '${constructor}',
    '${dateTime.constructor}',
    '${now().constructor}',
    "${a.toString.constructor('return process')()}",
    '= add working time.constructor("return process")()',
  ])('%s calls nothing of the host', (text) => {
    expect([null, 'refused']).toContain(outcome(text));
  });

  it('cannot change a prototype', () => {
    outcome('= context put({}, "__proto__", {polluted: true})');
    outcome('= context put({}, ["__proto__", "polluted"], true)');
    outcome('= context([{key: "__proto__", value: {polluted: true}}])');
    outcome('= {__proto__: {polluted: true}}');
    evaluate('= x', JSON.parse('{"__proto__": {"polluted": true}, "x": 1}'), env);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  const deep = (open: string, close: string, core = '1') => open.repeat(5_000) + core + close.repeat(5_000);
  it('is refused when its brackets are ten thousand deep, without taking longer', () => {
    const start = cpuMs();
    for (const text of [`= ${'('.repeat(10_000)}`, `\${${'('.repeat(10_000)}`, `\${${'-'.repeat(10_000)}`]) {
      expect(outcome(text)).toBe('refused');
    }
    expect(cpuMs() - start).toBeLessThan(1_000);
  });

  const DEEP: readonly [string, string][] = [
    ['parentheses', `= ${deep('(', ')')}`],
    ['lists', `= ${deep('[', ']')}`],
    ['contexts', `= ${'{a:'.repeat(5_000)}`],
    ['a long sum', `= 1${'+1'.repeat(4_900)}`],
    ['a long path', `= a${'.a'.repeat(4_900)}`],
    ['filters', `= list${'[n]'.repeat(3_000)}`],
    ['filters in filters', `= ${'list[count('.repeat(40)}list${')]'.repeat(40)}`],
    ['functions', `= ${'function() '.repeat(900)}1`],
    ['negations', `= ${'-'.repeat(9_000)}1`],
    ['conditions', `= ${'if n then '.repeat(990)}`],
    ['parentheses', `\${${deep('(', ')')}}`],
    ['negations', `\${${'!'.repeat(9_000)}true}`],
    ['a long sum', `\${1${'+1'.repeat(4_900)}}`],
    ['a long path', `\${a${'.a'.repeat(4_900)}}`],
    ['choices', `\${${'true ? 1 : '.repeat(800)}1}`],
    ['open brackets', `\${${'a['.repeat(4_900)}`],
  ];

  it.each(DEEP)('thousands of nested %s are refused quickly', (_name, text) => {
    const start = cpuMs();
    expect(outcome(text)).toBe('refused');
    expect(cpuMs() - start).toBeLessThan(1_500);
  });

  it('is refused when it is longer than any sensible text', () => {
    expect(outcome(`= "${'x'.repeat(1_000_000)}"`)).toBe('refused');
    expect(outcome(`\${'${'x'.repeat(1_000_000)}'}`)).toBe('refused');
  });

  /** Entries `a1` to `a60` of a context, each made of the one before twice. */
  function doubling(twice: (name: string) => string): string {
    return Array.from({ length: 60 }, (_, i) => `a${i + 1}: ${twice(i === 0 ? 'a' : `a${i}`)}`).join(', ');
  }

  it.each([
    '= for i in 1..1000000000 return i',
    '= every i in 1..1000000000 satisfies i > 0',
    '= matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")',
    '= {f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), r: f(60)}.r',
    '= {f: function(n) f(n), r: f(1)}.r',
    '= replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$", "b")',
    '= count(for i in 1..100000, j in 1..100000 return 1)',
    '= for i in 1..60 return if i = 1 then "xx" else partial[-1] + partial[-1]',
    '= for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])',
    `= {a: [1], ${doubling((name) => `[${name}, ${name}]`)}}`,
    `= {a: "xx", ${doubling((name) => `${name} + ${name}`)}}.a60`,
    `= {a: [1, 2], ${doubling((name) => `concatenate(${name}, ${name})`)}}.a60`,
    `= {a: [1], ${doubling((name) => `{l: ${name}, r: ${name}}`)}, z: a60 = a60}.z`,
    '${text.matches("(x+)+y") || "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx".matches("(x+)+y")}',
    "${'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.split('(a+)+$').size()}",
    `\${'${'x'.repeat(5_000)}'${".replace('x', 'xxxxxxxx')".repeat(30)}}`,
  ])('%s is stopped', (text) => {
    const start = cpuMs();
    expect(outcome(text)).toBe('refused');
    expect(cpuMs() - start).toBeLessThan(2_000);
  });

  it('leaves the next evaluation as it was', () => {
    outcome('= for i in 1..1000000000 return i');
    expect(evaluate('= for i in list return i * 2', variables, env)).toEqual([2, 4]);
  });
});

describe('a pattern', () => {
  it('must match the whole text', () => {
    expect(matchesPattern('\\d{2}/QĐ', '47/QĐ')).toBe(true);
    expect(matchesPattern('\\d{2}|x', '471')).toBe(false);
  });

  it('that explodes is stopped', () => {
    expect(() => matchesPattern('(a+)+', `${'a'.repeat(40)}!`)).toThrow('takes too long');
  });

  it('that is no regular expression is refused', () => {
    expect(() => matchesPattern('(', 'x')).toThrow('cannot be used');
  });
});

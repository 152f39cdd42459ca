import type { ExpressionEnv } from '../compiled-expression.js';
import { evaluate } from '../evaluate.js';
import { ExpressionEvaluationError } from '../expression-errors.js';

const env: ExpressionEnv = { now: '2026-11-20T17:30:00Z', zone: 'Asia/Ho_Chi_Minh', businessKey: '47/QĐ' };

const variables = {
  x: 7,
  name: 'Văn Thư',
  list: ['a', 'b', null],
  empty1: [],
  map: { a: 1, 'b c': { d: [2] } },
  nothing: null,
  yes: true,
  dueAt: '2026-11-21T17:00:00+07:00',
};

describe('operators of the Camunda 7 form', () => {
  it.each([
    ['${x == 7 and x eq 7 && !(x ne 7)}', true],
    ['${x lt 8 and x gt 6 and x le 7 and x ge 7 and x != 8}', true],
    ['${x div 2}', 3.5],
    ['${x mod 4 + 7 % 4}', 6],
    ['${-(x - 10) * -1}', -3],
    ['${1 + 2 * 3 - 8 / 4}', 5],
    ['${not yes || nothing == null}', true],
    ['${!empty list and empty empty1 and empty nothing and empty ""}', true],
    ['${empty map}', false],
    ['${yes ? x > 6 ? "big" : "small" : "no"}', 'big'],
    ["${'say \\'no\\''} ", "say 'no' "],
    ['${"a\\\\b"}', 'a\\b'],
    ['${1.5e3 == 1500}', true],
    ['${null == nothing && true != false}', true],
  ])('%s yields %j', (text, value) => {
    expect(evaluate(text, variables, env)).toEqual(value);
  });
});

describe('properties and methods of the Camunda 7 form', () => {
  it.each([
    ["${map['b c'].d[0]}", 2],
    ["${map.get('b c').get('d').get(0)}", 2],
    ["${map.get('toString')}", null],
    ["${map.containsKey('a') && !map.containsKey('constructor')}", true],
    ['${map.keySet()}', ['a', 'b c']],
    ['${map.values()[0]}', 1],
    ['${map.size() + list.size()}', 5],
    ['${map.isEmpty() || empty1.isEmpty()}', true],
    ["${list.contains('b') && list.contains(null) && !list.contains('c')}", true],
    ["${list.indexOf('b')}", 1],
    ['${list.get(1)}', 'b'],
    ['${list.get(9)}', null],
    ["${list[0].equals('a')}", true],
    ['${name.length()}', 7],
    ["${name.startsWith('Văn') && name.endsWith('Thư') && name.contains('n T')}", true],
    ["${name.equalsIgnoreCase('VĂN THƯ')}", true],
    ['${name.toLowerCase()} ${name.toUpperCase()}', 'văn thư VĂN THƯ'],
    ["${' a '.trim().concat('b')}", 'ab'],
    ['${name.substring(4)}${name.substring(0, 3)}', 'ThưVăn'],
    ["${name.indexOf('T')}", 4],
    ["${'a.b.c'.replace('.', '$&')}", 'a$&b$&c'],
    ["${'a,b,,'.split(',')}", ['a', 'b']],
    ["${'a1b22c'.split('[0-9]+')}", ['a', 'b', 'c']],
    ["${'47/QĐ'.matches('[0-9]+/.*')}", true],
    ['${x.toString().length()}', 1],
  ])('%s yields %j', (text, value) => {
    expect(evaluate(text, variables, env)).toEqual(value);
  });

  it('knows the execution only by what reads', () => {
    const text = "${execution.hasVariable('x')} ${execution.getVariableLocal('x')} ${execution.getBusinessKey()}";
    expect(evaluate(text, variables, env)).toBe('true 7 47/QĐ');
    expect(evaluate('${execution.getProcessBusinessKey()}', variables, env)).toBe('47/QĐ');
    expect(evaluate('${execution.processBusinessKey == execution.businessKey}', variables, env)).toBe(true);
    expect(evaluate('${execution.processBusinessKey}', variables, { ...env, businessKey: undefined })).toBeNull();
  });

  it.each([
    ["${'a'.concat(x)}", 'a text is needed, not 7'],
    ["${list.get('0')}", 'a whole number is needed, not "0"'],
    ['${list.toLowerCase()}', '["a","b",null] has no method "toLowerCase()"'],
    ['${nothing.toString()}', 'null has no method "toString()"'],
    ["${'a'.split('(')}", 'Invalid regular expression'],
    ['${name.plusDays(1)}', 'A date and time like'],
    ['${dueAt.plusDays(0.5)}', 'a whole number is needed'],
    ["${''.toDate()}", 'is no date and time'],
  ])('%s is an error that tells why', (text, reason) => {
    expect(() => evaluate(text, variables, env)).toThrow(ExpressionEvaluationError);
    expect(() => evaluate(text, variables, env)).toThrow(reason);
  });
});

describe('time in the Camunda 7 form', () => {
  it.each([
    ['${now()}', '2026-11-20T17:30:00.000Z'],
    ['${dateTime()}', '2026-11-20T17:30:00.000Z'],
    ['${dateTime().plusDays(3).toDate()}', '2026-11-23T17:30:00.000Z'],
    ['${dateTime().plusHours(1).minusMinutes(30).plusSeconds(5).plusMillis(7)}', '2026-11-20T18:00:05.007Z'],
    ['${dateTime().plusWeeks(1).minusMonths(1).plusYears(1)}', '2027-10-27T17:30:00.000Z'],
    ['${dateTime().plusDays(-1)}', '2026-11-19T17:30:00.000Z'],
    ['${dateTime().withTimeAtStartOfDay()}', '2026-11-20T17:00:00.000Z'],
    ['${dueAt.minusDays(1).toDate()}', '2026-11-20T10:00:00.000Z'],
    ['${dateTime().isBefore(dueAt) && dueAt.isAfter(now())}', true],
    ['${now().getTime()}', 1_795_195_800_000],
  ])('%s yields %j', (text, value) => {
    expect(evaluate(text, variables, env)).toEqual(value);
  });
});

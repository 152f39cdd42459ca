import { ExpressionEvaluationError, ExpressionSyntaxError } from './expression-errors.js';
import { checkExpression, evaluate, isExpression } from './evaluate.js';

const env = { now: '2026-11-20T17:30:00Z', zone: 'Asia/Ho_Chi_Minh' };
const task = {
  decision: 'approve',
  dueAt: '2026-11-21T10:00:00Z',
  reminderBefore: 'P1D',
  units: ['QLCN', 'TTCN'],
  leadUnit: 'QLCN',
};

describe('a text of the model', () => {
  it('stands for itself when it is no expression', () => {
    expect(evaluate('leader', {}, env)).toBe('leader');
    expect(isExpression('leader')).toBe(false);
    expect(isExpression('= a')).toBe(true);
    expect(isExpression('Hello ${name}')).toBe(true);
  });
});

describe('a FEEL expression', () => {
  it.each([
    ['= decision = "approve"', true],
    ['= "head:" + leadUnit', 'head:QLCN'],
    ['= count(units) > 1 and list contains(units, "TTCN")', true],
    ['= if decision = "return" then 1 else 2', 2],
    ['= for unit in units return "unit:" + unit', ['unit:QLCN', 'unit:TTCN']],
    ['= { people: count(units), first: units[1] }', { people: 2, first: 'QLCN' }],
    ['= 1 // a comment at the end', 1],
  ])('%s yields %j', (text, value) => {
    expect(evaluate(text, task, env)).toEqual(value);
  });

  it('yields null for what does not exist', () => {
    expect(evaluate('= missing', {}, env)).toBeNull();
    expect(evaluate('= missing.deeper > 1', {}, env)).toBeNull();
    expect(evaluate('= missing = null', {}, env)).toBe(true);
  });

  it('sees the variables of each evaluation and keeps none', () => {
    expect(evaluate('= a', { a: 1 }, env)).toBe(1);
    expect(evaluate('= a', {}, env)).toBeNull();
  });

  it('reads the same whatever the variables are called', () => {
    const awkward = { in: 1, date: '2026-01-01', 'a b': 2 };
    expect(evaluate('= for x in [1, 2] return x', awkward, env)).toEqual([1, 2]);
    expect(evaluate('= date(date) = date("2026-01-01")', awkward, env)).toBe(true);
    expect(evaluate('= a b + 1', awkward, env)).toBe(3);
  });

  it('tests every element with a filter that calls a function or follows a path', () => {
    const people = [
      { value: 'a', units: ['QLCN'], active: true },
      { value: 'b', units: ['TTCN'], active: false },
    ];
    const names = (text: string) => evaluate(text, { people, unit: 'TTCN', at: 2 }, env);
    expect(names('= people[list contains(units, unit)].value')).toEqual(['b']);
    expect(names('= people[active].value')).toEqual(['a']);
    expect(names('= people[item.active].value')).toEqual(['a']);
    expect(names('= people[at].value')).toBe('b');
    expect(names('= people[count(people)].value')).toBe('b');
    expect(names('= people[value = "a"][1].units[1]')).toBe('QLCN');
  });

  it('refuses a text that is not FEEL, with the place and the reason', () => {
    expect(() => evaluate('= decision = ', task, env)).toThrow(ExpressionSyntaxError);
    expect(checkExpression('= decision = ')).toEqual([
      expect.objectContaining({ where: 'character 13', what: 'Incomplete <Comparison>', code: 'expressions.syntax' }),
    ]);
    expect(checkExpression('=')).toHaveLength(1);
    expect(checkExpression('= 1) + (2')).toHaveLength(1);
    expect(checkExpression('= decision = "approve"')).toEqual([]);
  });

  it('refuses a function that does not exist instead of yielding null', () => {
    expect(checkExpression('= working days(dueAt)')[0]?.what).toBe('there is no function "working days"');
    expect(checkExpression('= {twice: function(n) n * 2, four: twice(2)}.four')).toEqual([]);
  });

  it.each(['= 10 ** 400', '= function(x) x', '= [1..3]', '= now'])('refuses %s, which is no JSON', (text) => {
    expect(() => evaluate(text, {}, env)).toThrow(ExpressionEvaluationError);
  });
});

describe('FEEL and time', () => {
  it.each([
    ['= date and time(dueAt) - duration(reminderBefore)', '2026-11-20T10:00:00.000Z'],
    ['= date and time("2026-11-21T17:00:00+07:00")', '2026-11-21T10:00:00.000Z'],
    ['= date and time("2026-11-21T10:00:00.125Z")', '2026-11-21T10:00:00.125Z'],
    ['= @"2026-11-21T17:00:00"', '2026-11-21T10:00:00.000Z'],
    ['= now()', '2026-11-20T17:30:00.000Z'],
    ['= now() + duration("P1D")', '2026-11-21T17:30:00.000Z'],
    ['= today()', '2026-11-21'],
    ['= date("2026-11-21")', '2026-11-21'],
    ['= duration("PT36H")', 'P1DT12H'],
    ['= time("17:00:00")', '17:00:00'],
    ['= string(date and time(dueAt))', '2026-11-21T10:00:00Z'],
    ['= { at: date and time(dueAt) }', { at: '2026-11-21T10:00:00.000Z' }],
  ])('%s yields %j', (text, value) => {
    expect(evaluate(text, task, env)).toEqual(value);
  });

  it('compares instants whatever their offset', () => {
    const later = { a: '2026-11-21T17:00:00+07:00', b: '2026-11-21T10:00:00.001Z' };
    expect(evaluate('= date and time(a) < date and time(b)', later, env)).toBe(true);
    expect(evaluate('= date and time(a) = date and time("2026-11-21T10:00:00Z")', later, env)).toBe(true);
    expect(evaluate('= date and time(a) in [now()..now() + duration("P2D")]', later, env)).toBe(true);
  });

  it('reads what has no zone in the zone of the office', () => {
    expect(evaluate('= date and time("2026-11-21T00:30:00") = now()', {}, env)).toBe(true);
    expect(evaluate('= today() + duration("PT17H")', {}, env)).toBe('2026-11-21T10:00:00.000Z');
    expect(evaluate('= now().hour', {}, env)).toBe(0);
  });

  it('subtracts instants, not clock faces', () => {
    expect(evaluate('= date and time(dueAt) - now()', task, env)).toBe('PT16H30M');
    expect(evaluate('= now() - today()', {}, env)).toBe('PT30M');
    expect(evaluate('= (date and time(dueAt) - now()) < duration("P1D")', task, env)).toBe(true);
  });

  it('gives variables no way to change the clock', () => {
    expect(evaluate('= now()', { now: '1999-01-01T00:00:00Z' }, env)).toBe('2026-11-20T17:30:00.000Z');
  });
});

describe('a Camunda 7 expression', () => {
  const variables = { x: 7, name: 'Cường', list: [1, 2], order: { lines: [{ sum: 5 }] }, nothing: null, yes: true };

  it.each([
    ['${x > 5}', true],
    ["${name == 'Cường' && list.size() eq 2}", true],
    ['${x > 5 and not (x ge 8) or false}', true],
    ['#{order.lines[0].sum * 2 + 1}', 11],
    ["${order['lines'][0]['sum'] % 3}", 2],
    ['${empty nothing || empty list}', true],
    ["${x < 5 ? 'a' : x < 8 ? 'b' : 'c'}", 'b'],
    ["${execution.getVariable('name')}", 'Cường'],
    ["${execution.getVariable('missing') == null}", true],
    ['${list.contains(2) && !list.isEmpty() && name.length() == 5}', true],
    ['${order.missing.deeper}', null],
    ['${-x + 10 - 1 - 1}', 1],
    ["${'7' == x}", true],
    ["${'it\\'s'}", "it's"],
    ['Hello ${name}, ${x}${nothing}', 'Hello Cường, 7'],
    ['\\${x} costs ${x}', '${x} costs 7'],
    ['${order}', { lines: [{ sum: 5 }] }],
  ])('%s yields %j', (text, value) => {
    expect(evaluate(text, variables, env)).toEqual(value);
  });

  it('tells where in the text a call is that does not exist', () => {
    expect(checkExpression('Dear ${name}, ${mailer.send(name)}')).toEqual([
      expect.objectContaining({ where: 'character 23', what: '"send()" cannot be called' }),
    ]);
    expect(checkExpression("${name.substring(1, 2, 3)}")[0]?.what).toBe('"substring()" takes 1 to 2 arguments, not 3');
  });

  it.each(['${missing}', '${x / 0}', '${name * 2}', '${name ? 1 : 2}', '${x.size()}', '${nothing.size()}'])(
    '%s is an error at run time',
    (text) => {
      expect(() => evaluate(text, variables, env)).toThrow(ExpressionEvaluationError);
    },
  );

  it.each([
    '${',
    '${}',
    '${a',
    '${a +}',
    '${a b}',
    "${'a}",
    '${a.b(}',
    '${a.getClass()}',
    '${today()}',
    '${dateTime().plusAeons(3)}',
    '${dateTime(1)}',
    '${mailer.send(a)}',
    '${a.substring()}',
    '${a @ b}',
    '${execution.id}',
    "${execution.setVariable('a', 1)}",
    '${execution.getVariable()}',
  ])('%s is refused before it runs', (text) => {
    expect(checkExpression(text)).toHaveLength(1);
    expect(() => evaluate(text, { a: 1 }, env)).toThrow(ExpressionSyntaxError);
  });
});

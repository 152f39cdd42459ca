import { variablesIn } from './evaluate.js';
import { ExpressionSyntaxError } from './expression-errors.js';
import { calledBean } from './juel/bean-call.js';

describe('the variables that a text may read', () => {
  it.each([
    ['a literal', []],
    ['= 1 + 2', []],
    ['= amount > limit', ['amount', 'limit']],
    ['= order.lines[1].sum', ['order']],
    ['= total amount > 5', ['total amount']],
    ['= count(units) > 0 and date and time(dueAt) < now()', ['units', 'dueAt']],
    ['= for unit in units, post in unit.posts return post + suffix + partial', ['units', 'suffix']],
    ['= for x in x return x', ['x']],
    ['= some unit in units satisfies unit = leadUnit', ['units', 'leadUnit']],
    ['= {f: function(n: number) n + step, r: f(start)}.r', ['step', 'start']],
    ['= {a: a, b: a + c, "d e": b, f: d e}', ['a', 'c']],
    ['= units[item = leadUnit]', ['units', 'leadUnit']],
    ['= people[name = wanted].name', ['people', 'name', 'wanted']],
    ['= if a then b else c', ['a', 'b', 'c']],
    ['= a between b and c or d in [e..f]', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['= x instance of number', ['x']],
    ['= substring(string: s, start position: p)', ['s', 'p']],
    ['= add working time(receivedAt, "P3D")', ['receivedAt']],
    ["${amount > 5 && execution.getVariable('limit') < list.size()}", ['amount', 'limit', 'list']],
    ["${execution.hasVariable('x') ? a.b[c] : dateTime().plusDays(d)}", ['x', 'a', 'c', 'd']],
    ['Dear ${name}, ${execution.processBusinessKey}', ['name']],
    ['${execution.getProcessBusinessKey()}', []],
  ])('%s: %j', (text, names) => {
    expect([...(variablesIn(text) ?? ['unknown'])].sort()).toEqual([...names].sort());
  });

  it('are not known when a name is computed', () => {
    expect(variablesIn('${execution.getVariable(name)}')).toBeNull();
    expect(variablesIn("${x} ${execution.hasVariable(execution.getVariable('y'))}")).toBeNull();
  });

  it('are not told of a text that is no expression of either kind', () => {
    expect(() => variablesIn('= a +')).toThrow(ExpressionSyntaxError);
  });
});

describe('a call on a bean', () => {
  it.each([
    ['${mailer.send(to, x > 5)}', 'mailer'],
    ['#{mailer.send()}', 'mailer'],
    ['${mailer.drafts.send(to).id}', 'mailer'],
    ["${mailer['drafts'].send(to)}", 'mailer'],
    ['${order.getLines().size()}', 'order'],
  ])('%s names it: %s', (text, bean) => {
    expect(calledBean(text)).toBe(bean);
  });

  it.each([
    'mailer',
    '${mailer}',
    '${mailer.address}',
    '${list.size()}',
    "${name.trim().split(',').contains('a')}",
    '${dateTime().plusDays(3).toDate()}',
    '${dueAt.plusDays(3)}',
    '${now()}',
    '${send(to)}',
    "${execution.setVariable('a', 1)}",
    '${task.complete()}',
    '${1 + mailer.send()}',
    '${mailer.send()} and more',
    '${a.b()}${c.d()}',
    '${mailer.send(}',
    '= mailer.send(to)',
  ])('%s is none', (text) => {
    expect(calledBean(text)).toBeNull();
  });
});

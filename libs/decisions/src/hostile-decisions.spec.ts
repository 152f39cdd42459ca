import { evaluateDecision } from './evaluate/evaluate-decision.js';
import { readDecisions } from './read-decisions.js';
import { decisionsIn, dmnText, env, findingsOf, tableText } from './testing/dmn-text.js';

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe('names that JavaScript gives a meaning', () => {
  it.each(names)('%s is an id, an input and an output like any other', async (name) => {
    const text = tableText({ id: name, inputs: ['x'], outputs: [name, 'y'], rules: [['> 1', '"a"', '2']] });
    const decisions = await decisionsIn(text.replace('<input ', `<input camunda:inputVariable="${name}" `));
    const { outputs } = evaluateDecision(decisions, name, { x: 5 }, env);
    expect(Object.entries(outputs[0] ?? {})).toEqual([
      [name, 'a'],
      ['y', 2],
    ]);
    expect(Object.getPrototypeOf(outputs[0])).toBe(Object.prototype);
    const asRecord = Object.fromEntries(decisions);
    expect(evaluateDecision(asRecord, name, { x: 5 }, env).outputs).toEqual(outputs);
  });

  it.each(names)('%s finds nothing that is not there', async (name) => {
    expect(() => evaluateDecision({}, name, {}, env)).toThrow('no decision');
    const decisions = await decisionsIn(
      tableText({ inputs: [name, `x.${name}`], outputs: ['y'], rules: [['null', 'null', '"nothing"']] }),
    );
    expect(evaluateDecision(decisions, 'D', { x: {} }, env).outputs).toEqual([{ y: 'nothing' }]);
  });

  it('carry no result into a prototype', async () => {
    const decisions = await decisionsIn(
      `<decision id="__proto__"><literalExpression><text>{"polluted": true}</text></literalExpression></decision>
       <decision id="D"><informationRequirement><requiredDecision href="#__proto__"/></informationRequirement>
       <literalExpression><text>polluted</text></literalExpression></decision>`,
    );
    expect(evaluateDecision(decisions, 'D', {}, env).outputs).toEqual([{ D: null }]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('files made to harm', () => {
  it('are refused with our own findings', async () => {
    const bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>';
    expect(await findingsOf(dmnText('').replace('?>', `?>${bomb}`))).toEqual(['error  dmn.unreadable']);
    expect(await findingsOf(dmnText('<decision>'.repeat(5_000)))).toEqual(['error  dmn.unreadable']);
    expect(await findingsOf(Buffer.alloc(20_000_001, ' '))).toEqual(['error  dmn.unreadable']);
  });

  it('with more expressions than can be kept are refused; literals do not count', async () => {
    const table = (cell: (index: number) => string) => {
      const rules = Array.from({ length: 5_001 }, (_, index) => [cell(index), `"${index}"`]);
      return dmnText(tableText({ inputs: ['x'], outputs: ['y'], rules }));
    };
    expect(await findingsOf(table((index) => `< ${index}`))).toEqual([]);
    expect(await findingsOf(table((index) => `? + 1 = ${index}`))).toEqual(['error  dmn.too-many-expressions']);
  });

  it('with types that are defined by one another have no type', async () => {
    const type = (name: string, other: string) =>
      `<itemDefinition name="${name}"><typeRef>${other}</typeRef></itemDefinition>`;
    const text = dmnText(type('A', 'B') + type('B', 'A') + tableText({ inputs: ['x: A'], outputs: ['y'], rules: [] }));
    const { decisions, findings } = await readDecisions(text, { file: 'test.dmn' });
    expect(findings).toEqual([]);
    expect(decisions[0]?.logic).toMatchObject({ inputs: [{ type: 'any' }] });
  });
});

it('a table of 10,000 rules is read once and decides any number of times', async () => {
  const rule = (i: number) => [`"${i % 100}"`, `[${i}..${i + 1})`, '-', 'not("x")', '<= 5', `${i}`];
  const rules = Array.from({ length: 10_000 }, (_, i) => rule(i));
  const decisions = await decisionsIn(
    tableText({ inputs: ['a', 'b', 'c', 'd', 'e'], outputs: ['y'], rules, policy: 'hitPolicy="UNIQUE"' }),
  );
  for (let round = 0; round < 100; round++) {
    const b = round * 97;
    const variables = { a: `${b % 100}`, b, c: null, d: 'y', e: 5 };
    const expected = { outputs: [{ y: b }], matchedRules: [`r${b + 1}`] };
    expect(evaluateDecision(decisions, 'D', variables, env)).toEqual(expected);
  }
});

import { DecisionCycleError, DecisionExpressionError, DecisionNotFoundError, DecisionValueError } from '../errors.js';
import { cell, decide, decisionsIn, env, tableText, valuesFor } from '../testing/dmn-text.js';
import { evaluateDecision } from './evaluate-decision.js';
import { mapDecisionResult } from './map-decision-result.js';

const literal = (id: string, expression: string, content = '', attributes = '') =>
  `<decision id="${id}" ${attributes}>${content}<literalExpression>${cell(expression)}</literalExpression></decision>`;
const requires = (id: string) => `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`;

describe('the deadline of an incoming document', () => {
  const deadline = tableText({
    id: 'D',
    attributes: 'name="Thời hạn xử lý văn bản đến"',
    policy: 'hitPolicy="FIRST"',
    inputs: ['urgency: string', 'document.type: string', 'pages: number'],
    outputs: ['hours: number', 'dueAt: dateTime', 'remind: boolean'],
    rules: [
      ['"Hỏa tốc"', '-', '-', '2', 'arrivedAt + duration("PT2H")', 'true'],
      ['"Thượng khẩn", "Khẩn"', 'not("Giấy mời")', '', '8', 'arrivedAt + duration("PT8H")', 'true'],
      ['-', '"Công văn", "Tờ trình"', '>= 50', '15 * 8', 'arrivedAt + duration("P15D")', 'false'],
      ['-', '-', '[1..50)', '40', 'arrivedAt + duration("P5D")', 'false'],
    ],
  }).replaceAll('arrivedAt', 'date and time(arrivedAt)');
  const decideFor = async (urgency: string, type: string, pages: number | string) =>
    mapDecisionResult(
      await decide(deadline, { urgency, document: { type }, pages, arrivedAt: '2026-11-20T17:00:00' }),
      'singleResult',
    );

  it('depends on its urgency, its type and its length', async () => {
    expect(await decideFor('Hỏa tốc', 'Giấy mời', 1)).toEqual({
      hours: 2,
      dueAt: '2026-11-20T12:00:00.000Z',
      remind: true,
    });
    expect(await decideFor('Khẩn', 'Công văn', 60)).toMatchObject({ hours: 8 });
    expect(await decideFor('Khẩn', 'Giấy mời', 2)).toMatchObject({ hours: 40, dueAt: '2026-11-25T10:00:00.000Z' });
    expect(await decideFor('Thường', 'Tờ trình', '50')).toMatchObject({ hours: 120, remind: false });
    expect(await decideFor('Thường', 'Giấy mời', 50)).toBeNull();
  });
});

describe('the values of a column', () => {
  const rules = [['-', 'cellInput']];
  const as = async (type: string, ...values: (string | number | boolean | null | string[])[]) =>
    (await valuesFor({ inputs: [`x: ${type}`], outputs: [`y: ${type}`], rules: [['-', 'x']] }, values)).flat();

  it('are converted to its type', async () => {
    expect(await as('string', 'a', 5, true, null)).toEqual(['a', '5', 'true', null]);
    expect(await as('integer', '5', 5.5, null)).toEqual([5, 5.5, null]);
    expect(await as('boolean', 'true', false)).toEqual([true, false]);
    expect(await as('date', '2026-11-21', '2026-11-20T18:00:00.000Z')).toEqual(['2026-11-21', '2026-11-21']);
    expect(await as('dateTime', '2026-11-21T17:00:00')).toEqual(['2026-11-21T10:00:00.000Z']);
    expect(await as('time', '17:00:00')).toEqual(['17:00:00']);
    expect(await as('dayTimeDuration', 'PT8H')).toEqual(['PT8H']);
    expect(await as('Any', 'a', 5, null)).toEqual(['a', 5, null]);
    expect(await as('number', ['1', '2'])).toEqual([[1, 2]]);
  });

  it.each([
    ['number', 'many'],
    ['boolean', 'yes'],
    ['date', 'tomorrow'],
    ['dateTime', 'now'],
    ['time', '25'],
    ['duration', '8 hours'],
  ])('that are no %s are an error that names the column', async (type, x) => {
    const table = tableText({ inputs: [`x: ${type}`], outputs: ['y'], rules });
    await expect(decide(table, { x })).rejects.toThrow(DecisionValueError);
    await expect(decide(table, { x })).rejects.toThrow('Decision "D", input "x": ');
  });

  it('are dates in the cells of a column of dates', async () => {
    const table = { inputs: ['x: date'], rules: [['< date("2026-11-21")', '"before"'], ['>= today()', '"after"']] };
    expect(await valuesFor(table, ['2026-11-20', '2026-11-21', null])).toEqual([['before'], ['after'], []]);
  });

  it('are dates and times where Camunda calls them dates', async () => {
    const table = { inputs: ['x: date'], rules: [['< date and time("2026-11-21T12:00:00")', '"morning"']] };
    expect(await valuesFor(table, ['2026-11-21T11:59:00', '2026-11-21T12:01:00'])).toEqual([['morning'], []]);
  });

  it('must be among the allowed ones, or null', async () => {
    const inputValues = `<inputValues>${cell('"Khẩn", "Thường"')}</inputValues></input>`;
    const table = tableText({ inputs: ['x'], outputs: ['y'], rules: [['-', 'true']] }).replace('</input>', inputValues);
    expect((await decide(table, { x: 'Khẩn' })).outputs).toEqual([{ y: true }]);
    expect((await decide(table, { x: null })).outputs).toEqual([{ y: true }]);
    await expect(decide(table, { x: 'khan' })).rejects.toThrow(
      'Decision "D", input "x": "khan" is not one of the allowed values ("Khẩn", "Thường").',
    );
  });

  it('must be among those that their type allows', async () => {
    const type = `<itemDefinition name="urgency"><typeRef>string</typeRef>
      <allowedValues>${cell('"Khẩn"')}</allowedValues></itemDefinition>`;
    const table = type + tableText({ inputs: ['x: urgency'], outputs: ['y'], rules: [['-', 'true']] });
    expect((await decide(table, { x: 'Khẩn' })).outputs).toEqual([{ y: true }]);
    await expect(decide(table, { x: 'khan' })).rejects.toThrow(DecisionValueError);
  });
});

describe('expressions', () => {
  it('in the ${…} form see the value as cellInput or under the name of the input', async () => {
    const table = tableText({
      inputs: ['${order.amount}', 'x'],
      outputs: ['y'],
      rules: [
        ['${cellInput > 100 && urgent}', 'len > 1', '${order.amount * 2}'],
        ['not(> 100)', 'contains(?, "b")', 'string(order.amount)'],
      ],
    }).replace('<input label="x">', '<input label="x" camunda:inputVariable="len">');
    expect((await decide(table, { order: { amount: 200 }, urgent: true, x: 2 })).outputs).toEqual([{ y: 400 }]);
    expect((await decide(table, { order: { amount: 50 }, urgent: true, x: 'abc' })).outputs).toEqual([{ y: '50' }]);
  });

  it('of the language juel need no ${…} around them', async () => {
    const table = tableText({ inputs: ['order.amount'], outputs: ['y'], rules: [['cellInput eq 5', "'five'"]] })
      .replaceAll('<inputExpression>', '<inputExpression expressionLanguage="juel">')
      .replaceAll('Entry>', 'Entry expressionLanguage="juel">')
      .replaceAll('</inputEntry expressionLanguage="juel">', '</inputEntry>')
      .replaceAll('</outputEntry expressionLanguage="juel">', '</outputEntry>');
    expect((await decide(table, { order: { amount: 5 } })).outputs).toEqual([{ y: 'five' }]);
  });

  it('that fail name decision, rule and column', async () => {
    const table = (test: string, output: string) =>
      tableText({ inputs: ['x'], outputs: ['y'], rules: [['-', '1'], [test, output]], policy: 'hitPolicy="COLLECT"' });
    const x = { x: 1 };
    await expect(decide(table('${missing}', '1'), x)).rejects.toThrow(DecisionExpressionError);
    await expect(decide(table('${missing}', '1'), x)).rejects.toThrow('Decision "D", rule "r2", input "x": Expression');
    await expect(decide(table('${x}', '1'), x)).rejects.toThrow('Decision "D", rule "r2", input "x": A condition must');
    await expect(decide(table('1', '[1..5]'), x)).rejects.toThrow('Decision "D", rule "r2", output "y": Expression');
    await expect(decide(literal('D', '${missing}'), x)).rejects.toThrow('Decision "D", expression: Expression');
  });
});

describe('a literal expression', () => {
  it('has one output with the name of its variable', async () => {
    const text = literal('D', 'amount * 1.1', '<variable name="gross" typeRef="number"/>');
    expect(await decide(text, { amount: 10 })).toEqual({ outputs: [{ gross: 11 }], matchedRules: [] });
    expect((await decide(literal('D', '1'), {})).outputs).toEqual([{ D: 1 }]);
  });
});

describe('required decisions', () => {
  const urgent = tableText({
    id: 'U',
    attributes: 'name="Mức khẩn"',
    inputs: ['x'],
    outputs: ['level'],
    rules: [['> 5', '3']],
  });

  it('are evaluated first and seen under id, name, variable and output', async () => {
    const all = '[U, Mức khẩn, level]';
    expect((await decide(urgent + literal('D', all, requires('U')), { x: 6 })).outputs).toEqual([{ D: [3, 3, 3] }]);
    const named = literal('U', 'x + 1', '<variable name="plus one"/>') + literal('D', 'plus one * 2', requires('U'));
    expect((await decide(named, { x: 1 })).outputs).toEqual([{ D: 4 }]);
  });

  it('are null without a result, objects with several outputs, lists with several rows', async () => {
    const rules = [
      ['-', '1', '2'],
      ['> 5', '3', '4'],
    ];
    const wide = tableText({ id: 'U', inputs: ['x'], outputs: ['a', 'b'], rules, policy: 'hitPolicy="RULE ORDER"' });
    const both = literal('D', '[U, level]', requires('U'));
    expect((await decide(urgent + both, { x: 1 })).outputs).toEqual([{ D: [null, null] }]);
    expect((await decide(wide + literal('D', '[U, a]', requires('U')), { x: 6 })).outputs).toEqual([
      { D: [[{ a: 1, b: 2 }, { a: 3, b: 4 }], [1, 3]] },
    ]);
  });

  it('are not seen by decisions that do not require them', async () => {
    expect((await decide(urgent + literal('D', 'U'), { x: 6 })).outputs).toEqual([{ D: null }]);
  });

  it('are evaluated once, however often they are required', async () => {
    const step = (i: number) => literal(`S${i + 1}`, `S${i} + S${i}`, requires(`S${i}`).repeat(2));
    const steps = Array.from({ length: 60 }, (_, i) => step(i));
    const text = literal('S0', '1') + steps.join('') + literal('D', 'S60', requires('S60'));
    expect((await decide(text, {})).outputs).toEqual([{ D: 2 ** 60 }]);
  });

  it('may form a chain of any length', async () => {
    const chain = Array.from({ length: 3_000 }, (_, i) => literal(`S${i}`, `1`, i === 0 ? '' : requires(`S${i - 1}`)));
    expect((await decide(chain.join('') + literal('D', '2', requires('S2999')), {})).outputs).toEqual([{ D: 2 }]);
  });

  it('that are missing or go in a circle are errors of their own', async () => {
    const decisions = await decisionsIn(literal('A', '1') + literal('D', 'A', requires('A')));
    const [a, d] = [decisions.get('A')!, decisions.get('D')!];
    expect(() => evaluateDecision(decisions, 'X', {}, env)).toThrow(DecisionNotFoundError);
    expect(() => evaluateDecision({ D: d }, 'D', {}, env)).toThrow('no decision "A", which "D" requires');
    expect(() => evaluateDecision({ D: d, A: { ...a, requires: ['D'] } }, 'D', {}, env)).toThrow(DecisionCycleError);
    expect(() => evaluateDecision({ D: d, A: { ...a, requires: ['D'] } }, 'D', {}, env)).toThrow('D → A → D');
  });
});

import { readFileSync } from 'node:fs';
import { evaluateDecision } from './evaluate/evaluate-decision.js';
import { readDecisions } from './read-decisions.js';
import { cell, dmnText, env, findingsOf, tableText, type TableText } from './testing/dmn-text.js';

const read = (content: string) => readDecisions(dmnText(content), { file: 'test.dmn' });
const table = (parts: Partial<TableText> = {}) =>
  tableText({ inputs: ['x'], outputs: ['y'], rules: [['-', '1']], ...parts });
const findings = (parts: Partial<TableText>) => findingsOf(dmnText(table(parts)));
const literal = (id: string, content: string) =>
  `<decision id="${id}">${content}<literalExpression>${cell('1')}</literalExpression></decision>`;
const requires = (href: string) =>
  `<informationRequirement><requiredDecision href="${href}"/></informationRequirement>`;

describe('readDecisions', () => {
  it('gives every decision as plain data', async () => {
    const { decisions, findings: found } = await read(
      table({
        attributes: 'name="Thời hạn" camunda:versionTag="2" camunda:historyTimeToLive="30"',
        policy: 'hitPolicy="COLLECT" aggregation="SUM"',
        inputs: ['pages: number'],
        outputs: ['days: number'],
        outputContent: `<outputValues>${cell('5, 15')}</outputValues>
          <defaultOutputEntry>${cell('1')}</defaultOutputEntry>`,
        rules: [['', '']],
      }) + literal('L', requires('#D')),
    );
    expect(found).toEqual([]);
    expect(decisions).toEqual([
      {
        id: 'D',
        name: 'Thời hạn',
        variable: 'Thời hạn',
        versionTag: '2',
        requires: [],
        checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        logic: {
          kind: 'table',
          hitPolicy: 'COLLECT',
          aggregation: 'SUM',
          inputs: [{ label: 'pages', expression: '= pages', type: 'number' }],
          outputs: [{ name: 'days', type: 'number', values: [5, 15], fallback: '= 1' }],
          rules: [{ id: 'r1', conditions: ['-'], outputs: ['= null'] }],
        },
      },
      {
        id: 'L',
        name: 'L',
        variable: 'L',
        requires: ['D'],
        checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        logic: { kind: 'literal', expression: '= 1', type: 'any' },
      },
    ]);
  });

  it('gives data that survives JSON and decides the same afterwards', async () => {
    const { decisions } = await read(table({ rules: [['> 5', '"a"']] }));
    const stored = JSON.parse(JSON.stringify(decisions[0]));
    expect(stored).toEqual(decisions[0]);
    const expected = { outputs: [{ y: 'a' }], matchedRules: ['r1'] };
    expect(evaluateDecision({ D: stored }, 'D', { x: 6 }, env)).toEqual(expected);
  });

  it('gives equal checksums to equal texts and ids, whatever the line ends', async () => {
    const checksums = async (text: string) =>
      (await readDecisions(text, { file: 'test.dmn' })).decisions.map(({ checksum }) => checksum);
    const text = dmnText(table() + literal('L', ''));
    expect(new Set(await checksums(text)).size).toBe(2);
    expect(await checksums(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(await checksums(text));
    expect(await checksums(text.replace('<text>', '<text> '))).not.toEqual(await checksums(text));
  });

  it.each([
    ['1.1', 'http://www.omg.org/spec/DMN/20151101/dmn.xsd'],
    ['1.1 as Camunda wrote it', 'http://www.omg.org/spec/DMN/20151101/dmn11.xsd'],
    ['1.2', 'http://www.omg.org/spec/DMN/20180521/MODEL/'],
    ['1.3', 'https://www.omg.org/spec/DMN/20191111/MODEL/'],
    ['1.4', 'https://www.omg.org/spec/DMN/20211108/MODEL/'],
    ['1.5', 'https://www.omg.org/spec/DMN/20230324/MODEL/'],
  ])('reads DMN %s', async (_version, namespace) => {
    const text = dmnText(table({ inputs: ['x: feel:number'] }), namespace);
    const { decisions, findings: found } = await readDecisions(text, { file: 'test.dmn' });
    expect(found).toEqual([]);
    expect(decisions[0]?.logic).toMatchObject({ inputs: [{ type: 'number' }] });
  });

  it('reads prefixed elements, diagrams and extensions of others', async () => {
    const text = `<?xml version="1.0"?><dmn:definitions xmlns:dmn="https://www.omg.org/spec/DMN/20191111/MODEL/"
      xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"
      xmlns:other="urn:other" id="x" name="x" namespace="urn:x" other:tool="1">
      <dmn:decision id="D" other:color="red"><dmn:extensionElements><other:thing a="1"/></dmn:extensionElements>
        <dmn:literalExpression><dmn:text>1</dmn:text></dmn:literalExpression></dmn:decision>
      <dmndi:DMNDI><dmndi:DMNDiagram id="g"><dmndi:DMNShape id="s" dmnElementRef="D">
        <dc:Bounds height="80" width="180" x="1" y="1"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
      </dmn:definitions>`;
    const { decisions, findings: found } = await readDecisions(text, { file: 'test.dmn' });
    expect(found).toEqual([]);
    expect(decisions).toHaveLength(1);
  });
});

describe('findings', () => {
  it('say where, what and how to mend', async () => {
    const { findings: found } = await read(table({ policy: 'hitPolicy="ALL"' }));
    expect(found).toEqual([
      {
        where: 'test.dmn:D',
        what: 'The hit policy "ALL" is unknown.',
        mend: 'Use UNIQUE, FIRST, PRIORITY, ANY, COLLECT, RULE ORDER, OUTPUT ORDER.',
        code: 'dmn.hit-policy',
        severity: 'error',
        element: 'D',
      },
    ]);
  });

  it.each<[string, Partial<TableText>]>([
    ['error D dmn.aggregation', { policy: 'hitPolicy="COLLECT" aggregation="AVG"' }],
    ['warning D dmn.aggregation', { policy: 'hitPolicy="FIRST" aggregation="SUM"' }],
    ['error D dmn.aggregation', { policy: 'hitPolicy="COLLECT" aggregation="SUM"', outputs: ['a', 'b'], rules: [] }],
    ['error D dmn.no-output-values', { policy: 'hitPolicy="PRIORITY"' }],
    ['error D dmn.no-output-values', { policy: 'hitPolicy="OUTPUT ORDER"' }],
    ['error D dmn.no-output', { outputs: [], rules: [] }],
    ['error D dmn.output-name', { outputs: ['a', 'a'], rules: [] }],
    ['error D dmn.no-expression', { inputs: [''] }],
    ['error r1 dmn.rule-shape', { rules: [['1']] }],
    ['error r1 dmn.expression', { rules: [['> ', '1']] }],
    ['error r1 dmn.expression', { rules: [['-', '1 +']] }],
    ['error r1 dmn.expression', { rules: [['${x', '1']] }],
    ['error r1 dmn.expression', { rules: [['nope(?)', '1']] }],
    ['error D dmn.expression', { inputs: ['x +'] }],
    ['error D dmn.expression', { outputContent: `<defaultOutputEntry>${cell('1 +')}</defaultOutputEntry>` }],
    ['warning D dmn.unknown-type', { inputs: ['x: tDeadline'] }],
    ['warning D dmn.untyped-date', { rules: [['< date("2026-01-01")', '1']] }],
    ['warning D dmn.unknown-attribute', { attributes: 'camunda:versionTga="1"' }],
    ['error  dmn.unparsable', { before: '<magic/>' }],
  ])('%s', async (finding, parts) => {
    expect(await findings(parts)).toEqual([finding]);
  });

  it('are made for an output without a name only where there are several', async () => {
    const nameless = (text: string) => dmnText(text.replaceAll(/<output name="\w+"/g, '<output'));
    expect(await findingsOf(nameless(table()))).toEqual([]);
    expect(await findingsOf(nameless(table({ outputs: ['a', 'b'], rules: [] })))).toEqual([
      'error D dmn.output-name',
      'error D dmn.output-name',
    ]);
  });

  it('are made for languages other than FEEL and JUEL', async () => {
    const withLanguage = (language: string) =>
      dmnText(table()).replace('<inputExpression', `<inputExpression expressionLanguage="${language}"`);
    for (const language of ['feel', 'juel', 'http://www.omg.org/spec/FEEL/20140401']) {
      expect(await findingsOf(withLanguage(language))).toEqual([]);
    }
    for (const language of ['javascript', 'groovy', 'urn:any']) {
      expect(await findingsOf(withLanguage(language))).toEqual(['error D dmn.language']);
    }
    const forAll = dmnText(table()).replace('<definitions', '<definitions expressionLanguage="python"');
    expect(new Set(await findingsOf(forAll))).toEqual(new Set(['error D dmn.language', 'error r1 dmn.language']));
  });

  it('are made for decisions that cannot be made', async () => {
    expect(await findingsOf(dmnText(''))).toEqual(['error  dmn.no-decision']);
    expect(await findingsOf(dmnText('<decision id="D"/>'))).toEqual(['error D dmn.no-logic']);
    expect(await findingsOf(dmnText('<decision id="D"><context/></decision>'))).toEqual(['error D dmn.unsupported']);
    expect(await findingsOf(dmnText('<decision id="D"><literalExpression/></decision>'))).toEqual([
      'error D dmn.no-expression',
    ]);
    expect(await findingsOf(dmnText(table().replace('id="D"', '')))).toEqual(['error  dmn.no-id']);
    expect(await findingsOf(dmnText(literal('D', '') + literal('D', '')))).toEqual(['error  dmn.unparsable']);
  });

  it('are made for what a decision requires and does not get', async () => {
    const knowledge = '<knowledgeRequirement><requiredKnowledge href="#K"/></knowledgeRequirement>';
    expect(await findingsOf(dmnText(literal('D', requires('#X'))))).toEqual(['error D dmn.unresolved']);
    expect(await findingsOf(dmnText(literal('D', requires('other.dmn#X'))))).toEqual(['error D dmn.unresolved']);
    expect(await findingsOf(dmnText(literal('D', knowledge)))).toEqual(['error D dmn.unsupported']);
  });

  it('are made once for decisions that require one another', async () => {
    const chain = ['#B', '#C', '#A', '#A'].map((href, index) => literal('ABCD'[index]!, requires(href)));
    expect(await findingsOf(dmnText(chain.join('')))).toEqual(['error A dmn.cycle']);
    expect(await findingsOf(dmnText(literal('A', requires('#A'))))).toEqual(['error A dmn.cycle']);
  });
});

describe('a file that is no DMN', () => {
  it.each([
    ['empty', ''],
    ['text', 'hello'],
    ['HTML', '<html><body/></html>'],
    ['DMN without its namespace', '<definitions><decision id="D"/></definitions>'],
    ['cut off', dmnText(table()).slice(0, 300)],
    ['bytes', Uint8Array.from({ length: 500 }, (_, index) => index % 256)],
    ['no XML', readFileSync(__filename)],
  ])('(%s) is an error without an element', async (_name, source) => {
    const found = await findingsOf(source);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^error {2}dmn\.(no-dmn|unreadable)$/);
  });
});

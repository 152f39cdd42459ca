import { DecisionValueError, DifferingOutputsError, SeveralRulesMatchError } from '../errors.js';
import { cell, decide, tableText, valuesFor } from '../testing/dmn-text.js';

const overlapping = [
  ['< 10', '"small"'],
  ['> 5', '"large"'],
  ['> 100', '"huge"'],
];
const values = `<outputValues>${cell('"huge", "large", "small"')}</outputValues>`;
const fallback = `<defaultOutputEntry>${cell('"none"')}</defaultOutputEntry>`;

describe('UNIQUE', () => {
  it('lets one rule match, and is the policy of a table that names none', async () => {
    expect(await valuesFor({ rules: overlapping }, [1, 50])).toEqual([['small'], ['large']]);
  });

  it('is violated by two, and the error names them', async () => {
    const table = tableText({ inputs: ['x'], outputs: ['y'], rules: overlapping });
    await expect(decide(table, { x: 7 })).rejects.toThrow(SeveralRulesMatchError);
    await expect(decide(table, { x: 7 })).rejects.toThrow('Decision "D": the rules r1, r2 match at once');
  });
});

describe('FIRST', () => {
  it('takes the first rule that matches and evaluates none after it', async () => {
    const rules = [...overlapping, ['7', '[1..5]']];
    expect(await valuesFor({ policy: 'hitPolicy="FIRST"', rules }, [7, 200])).toEqual([['small'], ['large']]);
  });
});

describe('ANY', () => {
  const policy = 'hitPolicy="ANY"';

  it('wants all matching rules to agree', async () => {
    const rules = [...overlapping, ['> 3', '"small"']];
    expect(await valuesFor({ policy, rules }, [4])).toEqual([['small']]);
  });

  it('is violated when they do not', async () => {
    const table = tableText({ policy, inputs: ['x'], outputs: ['y'], rules: overlapping });
    await expect(decide(table, { x: 7 })).rejects.toThrow(DifferingOutputsError);
    await expect(decide(table, { x: 7 })).rejects.toMatchObject({ decision: 'D', rules: ['r1', 'r2'] });
  });
});

describe('PRIORITY', () => {
  const policy = 'hitPolicy="PRIORITY"';

  it('takes the output that stands first among the output values', async () => {
    const table = { policy, rules: overlapping, outputContent: values };
    expect(await valuesFor(table, [1, 7, 50, 200])).toEqual([['small'], ['large'], ['large'], ['huge']]);
  });

  it('compares several outputs from left to right, and the rules where they are equal', async () => {
    const table = tableText({
      policy,
      inputs: ['x'],
      outputs: ['a', 'b', 'c'],
      outputContent: `<outputValues>${cell('2, 1')}</outputValues>`,
      rules: [
        ['-', '1', '2', '"first"'],
        ['-', '2', '1', '"second"'],
        ['-', '2', '2', '"third"'],
        ['-', '2', '2', '"fourth"'],
        ['-', '3', '2', '"unlisted"'],
      ],
    });
    expect(await decide(table, { x: 1 })).toEqual({ outputs: [{ a: 2, b: 2, c: 'third' }], matchedRules: ['r3'] });
  });
});

describe('OUTPUT ORDER', () => {
  it('gives all outputs, the most important first', async () => {
    const table = { policy: 'hitPolicy="OUTPUT ORDER"', rules: overlapping, outputContent: values };
    expect(await valuesFor(table, [7, 200])).toEqual([
      ['large', 'small'],
      ['huge', 'large'],
    ]);
  });
});

describe('RULE ORDER', () => {
  it('gives all outputs in the order of the rules', async () => {
    expect(await valuesFor({ policy: 'hitPolicy="RULE ORDER"', rules: overlapping }, [7, 200])).toEqual([
      ['small', 'large'],
      ['large', 'huge'],
    ]);
  });
});

describe('COLLECT', () => {
  const rules = [
    ['> 0', '30'],
    ['> 10', '10'],
    ['> 100', '20.5'],
  ];
  const collect = (aggregation: string) => ({ policy: `hitPolicy="COLLECT" aggregation="${aggregation}"`, rules });

  it('gives all outputs', async () => {
    expect(await valuesFor({ policy: 'hitPolicy="COLLECT"', rules }, [11, -1])).toEqual([[30, 10], []]);
  });

  it.each([
    ['SUM', [60.5], []],
    ['MIN', [10], []],
    ['MAX', [30], []],
    ['COUNT', [3], [0]],
  ])('with %s makes one of them', async (aggregation, ofAll, ofNone) => {
    expect(await valuesFor(collect(aggregation), [101, -1])).toEqual([ofAll, ofNone]);
  });

  it('tells which rules went into the aggregation', async () => {
    const table = tableText({ inputs: ['x'], outputs: ['y'], ...collect('SUM') });
    expect(await decide(table, { x: 11 })).toEqual({ outputs: [{ y: 40 }], matchedRules: ['r1', 'r2'] });
  });

  it('compares dates, and refuses to add what is no number', async () => {
    const dates = [
      ['-', '"2026-11-21"'],
      ['-', '"2026-09-02"'],
    ];
    expect(await valuesFor({ ...collect('MIN'), rules: dates }, [1])).toEqual([['2026-09-02']]);
    expect(await valuesFor({ ...collect('MAX'), rules: dates }, [1])).toEqual([['2026-11-21']]);
    await expect(valuesFor({ ...collect('SUM'), rules: dates }, [1])).rejects.toThrow(DecisionValueError);
    await expect(valuesFor({ ...collect('MAX'), rules: [['-', '1'], ['-', 'null']] }, [1])).rejects.toThrow(
      'Decision "D", rule "r2": null cannot be part of the aggregation MAX.',
    );
  });
});

describe('when no rule matches', () => {
  it.each(['UNIQUE', 'FIRST', 'ANY', 'PRIORITY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'])(
    '%s gives nothing, or the default outputs',
    async (policy) => {
      const table = { policy: `hitPolicy="${policy}"`, rules: overlapping };
      expect(await valuesFor({ ...table, outputContent: values }, [null])).toEqual([[]]);
      expect(await valuesFor({ ...table, outputContent: values + fallback }, [null])).toEqual([['none']]);
    },
  );
});

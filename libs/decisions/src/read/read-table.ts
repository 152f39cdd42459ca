import { evaluate, ExpressionError, type ExpressionText } from '#expressions';
import type { JsonValue } from '#foundation';
import type {
  Aggregation,
  DecisionInput,
  DecisionOutput,
  DecisionRule,
  DecisionTable,
  HitPolicy,
  ValueType,
} from '../decision.js';
import { childOf, childrenOf, nearestId, textOf, type DmnElement } from '../document/dmn-element.js';
import { readCell, readExpression } from './expression-text.js';
import type { Reading } from './reading.js';
import { readType } from './value-types.js';

const HIT_POLICIES: readonly string[] = [
  'UNIQUE',
  'FIRST',
  'PRIORITY',
  'ANY',
  'COLLECT',
  'RULE ORDER',
  'OUTPUT ORDER',
] satisfies HitPolicy[];

const AGGREGATIONS: readonly string[] = ['SUM', 'MIN', 'MAX', 'COUNT'] satisfies Aggregation[];

/** An empty output cell. */
const NOTHING: ExpressionText = '= null';

/**
 * Reads a decision table and reports what is wrong with it. With an error among the findings it must not be evaluated.
 * @param fallbackName of an output that has none and is the only one.
 */
export function readTable(table: DmnElement, fallbackName: string, reading: Reading): DecisionTable {
  const rules = childrenOf(table, 'rule');
  const inputs = childrenOf(table, 'input').map((input, index) =>
    readInput(
      input,
      rules.flatMap((rule) => childrenOf(rule, 'inputEntry')[index] ?? []),
      reading,
    ),
  );
  const outputs = readOutputs(table, fallbackName, reading);
  const prefix = nearestId(table);
  return {
    kind: 'table',
    ...readHitPolicy(table, outputs, reading),
    inputs,
    outputs,
    rules: rules.map((rule, index) => readRule(rule, `${prefix}~rule~${index + 1}`, inputs, outputs, reading)),
  };
}

function readHitPolicy(
  table: DmnElement,
  outputs: readonly DecisionOutput[],
  { findings }: Reading,
): Pick<DecisionTable, 'hitPolicy' | 'aggregation'> {
  const id = nearestId(table);
  const hitPolicy = textOf(table, 'hitPolicy') ?? 'UNIQUE';
  const aggregation = textOf(table, 'aggregation');
  if (!HIT_POLICIES.includes(hitPolicy)) {
    findings.error(id, 'hit-policy', `The hit policy "${hitPolicy}" is unknown.`, `Use ${HIT_POLICIES.join(', ')}.`);
  }
  if ((hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER') && outputs.every(({ values }) => !values)) {
    const what = `The hit policy ${hitPolicy} goes by the order of the output values, and no output lists its values.`;
    findings.error(id, 'no-output-values', what, 'List the values of an output, the most important first.');
  }
  if (aggregation === undefined) return { hitPolicy: hitPolicy as HitPolicy };
  if (!AGGREGATIONS.includes(aggregation)) {
    findings.error(id, 'aggregation', `The aggregation "${aggregation}" is unknown.`, 'Use SUM, MIN, MAX or COUNT.');
  }
  if (hitPolicy !== 'COLLECT') {
    const what = `The aggregation ${aggregation} has no effect with the hit policy ${hitPolicy}.`;
    findings.warning(id, 'aggregation', what, 'Remove it, or use the hit policy COLLECT.');
    return { hitPolicy: hitPolicy as HitPolicy };
  }
  if (outputs.length > 1) {
    const what = `The aggregation ${aggregation} needs a table with one output, not ${outputs.length}.`;
    findings.error(id, 'aggregation', what, 'Make a table for each output, or remove the aggregation.');
  }
  return { hitPolicy, aggregation: aggregation as Aggregation };
}

function readInput(input: DmnElement, cells: readonly DmnElement[], reading: Reading): DecisionInput {
  const id = nearestId(input);
  const element = childOf(input, 'inputExpression');
  const expression = readExpression(element, id, reading);
  if (expression === undefined) {
    reading.findings.error(id, 'no-expression', 'The input has no expression.', 'Say which value the column tests.');
  } else {
    reading.check.expression(id, expression);
  }
  const declared = readType(element, id, reading);
  const type = typeOfColumn(declared.type, cells, id, reading);
  const own = childOf(input, 'inputValues');
  const allowed = textOf(own, 'text') === undefined ? declared.allowed : readCell(own, id, reading);
  if (allowed !== undefined) reading.check.cell(id, allowed, type);
  return {
    label: textOf(input, 'label') ?? textOf(element, 'text') ?? id,
    expression: expression ?? NOTHING,
    type,
    variable: textOf(input, 'camunda:inputVariable'),
    allowed,
  };
}

const TEMPORAL = /(?:^|[^\p{L}\p{N}_"])(?:date|date and time|time|duration|today|now)\s*\(|@"/u;

/** In Camunda 7 `date` is a date and time: where the cells compare with one, so is the column. */
function typeOfColumn(declared: ValueType, cells: readonly DmnElement[], id: string, { findings }: Reading): ValueType {
  const mentions = (pattern: RegExp) => cells.some((cell) => pattern.test(textOf(cell, 'text') ?? ''));
  if (declared === 'date' && mentions(/date and time\s*\(/)) return 'date and time';
  if (declared === 'any' && mentions(TEMPORAL)) {
    const what = 'The column compares with dates or durations and has no type: a text is never equal to a date.';
    findings.warning(id, 'untyped-date', what, 'Give the input expression its type, e.g. date or dateTime.');
  }
  return declared;
}

function readOutputs(table: DmnElement, fallbackName: string, reading: Reading): readonly DecisionOutput[] {
  const elements = childrenOf(table, 'output');
  if (elements.length === 0) {
    reading.findings.error(nearestId(table), 'no-output', 'The table has no output.', 'Add an output column.');
  }
  const outputs = elements.map((output) => readOutput(output, elements.length > 1 ? undefined : fallbackName, reading));
  const names = elements.flatMap((output) => textOf(output, 'name') ?? []);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    const what = `Two outputs have the name "${twice}".`;
    reading.findings.error(nearestId(table), 'output-name', what, 'Give each output a name of its own.');
  }
  return outputs;
}

function readOutput(output: DmnElement, fallbackName: string | undefined, reading: Reading): DecisionOutput {
  const id = nearestId(output);
  const name = textOf(output, 'name') ?? fallbackName;
  if (name === undefined) {
    const mend = 'Give each output a name: it is the name of the value in the result.';
    reading.findings.error(id, 'output-name', 'One of several outputs has no name.', mend);
  }
  const { type, allowed } = readType(output, id, reading);
  const fallback = readExpression(childOf(output, 'defaultOutputEntry'), id, reading);
  if (fallback !== undefined) reading.check.expression(id, fallback);
  const values = listOf(textOf(childOf(output, 'outputValues'), 'text') ?? allowed);
  return { name: name ?? id, type, values, fallback };
}

/** The values that unary tests list one by one; undefined where they are no list of literals, e.g. a range. */
function listOf(tests: string | undefined): readonly JsonValue[] | undefined {
  if (tests === undefined) return undefined;
  try {
    return evaluate(`= [${tests}]`, {}, { now: '1970-01-01T00:00:00.000Z', zone: 'utc' }) as readonly JsonValue[];
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function readRule(
  rule: DmnElement,
  generatedId: string,
  inputs: readonly DecisionInput[],
  outputs: readonly DecisionOutput[],
  reading: Reading,
): DecisionRule {
  const id = nearestId(rule);
  const conditions = childrenOf(rule, 'inputEntry').map((entry, index) => {
    const cell = readCell(entry, id, reading);
    reading.check.cell(id, cell, inputs[index]?.type ?? 'any');
    return cell;
  });
  const results = childrenOf(rule, 'outputEntry').map((entry) => {
    const expression = readExpression(entry, id, reading) ?? NOTHING;
    reading.check.expression(id, expression);
    return expression;
  });
  if (conditions.length !== inputs.length || results.length !== outputs.length) {
    const what =
      `The rule has ${conditions.length} input and ${results.length} output entries, ` +
      `the table ${inputs.length} inputs and ${outputs.length} outputs.`;
    reading.findings.error(id, 'rule-shape', what, 'Give the rule one entry for each column.');
  }
  return { id: rule.id ?? generatedId, conditions, outputs: results };
}

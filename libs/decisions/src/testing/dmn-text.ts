import type { JsonObject, JsonValue } from '#foundation';
import type { Decision } from '../decision.js';
import { evaluateDecision, type DecisionResult } from '../evaluate/evaluate-decision.js';
import { readDecisions } from '../read-decisions.js';

export const env = { now: '2026-11-21T03:00:00.000Z', zone: 'Asia/Ho_Chi_Minh' };

/** A DMN document around decisions and what may stand beside them. */
export function dmnText(content: string, namespace = 'https://www.omg.org/spec/DMN/20191111/MODEL/'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${namespace}" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="Definitions" name="test"
  namespace="urn:test">${content}</definitions>`;
}

/** How a table for a test is written: columns by name, rules as rows of cells, inputs first. */
export interface TableText {
  readonly id?: string;
  readonly attributes?: string;
  /** Attributes of the table, e.g. `hitPolicy="FIRST"`. */
  readonly policy?: string;
  /** Input expressions, each with an optional type: `amount: number`. */
  readonly inputs: readonly string[];
  /** Output names, each with an optional type. */
  readonly outputs: readonly string[];
  /** XML inside the output elements, for all of them. */
  readonly outputContent?: string;
  readonly rules: readonly (readonly string[])[];
  /** XML inside the decision, before the table. */
  readonly before?: string;
}

/** One decision with a table; its rules have the ids `r1`, `r2`, … */
export function tableText(table: TableText): string {
  const inputs = table.inputs.map((input) => {
    const [expression = '', type] = input.split(': ');
    const inner = `<inputExpression${typeRef(type)}>${cell(expression)}</inputExpression>`;
    return `<input label="${expression}">${inner}</input>`;
  });
  const outputs = table.outputs.map((output) => {
    const [name, type] = output.split(': ');
    return `<output name="${name}"${typeRef(type)}>${table.outputContent ?? ''}</output>`;
  });
  const rules = table.rules.map((cells, index) => {
    const entries = cells.map((text, column) => {
      const kind = column < table.inputs.length ? 'inputEntry' : 'outputEntry';
      return `<${kind}>${cell(text)}</${kind}>`;
    });
    return `<rule id="r${index + 1}">${entries.join('')}</rule>`;
  });
  return `<decision id="${table.id ?? 'D'}" ${table.attributes ?? ''}>${table.before ?? ''}
    <decisionTable ${table.policy ?? ''}>${[...inputs, ...outputs, ...rules].join('')}</decisionTable></decision>`;
}

/** `<text>` around an expression. */
export function cell(text: string): string {
  return `<text><![CDATA[${text}]]></text>`;
}

/** The decisions of a document that has nothing wrong with it. */
export async function decisionsIn(content: string): Promise<ReadonlyMap<string, Decision>> {
  const { decisions, findings } = await readDecisions(dmnText(content), { file: 'test.dmn' });
  expect(findings).toEqual([]);
  return new Map(decisions.map((decision) => [decision.id, decision]));
}

/** What the decision `D` of a document yields. */
export async function decide(content: string, variables: JsonObject): Promise<DecisionResult> {
  return evaluateDecision(await decisionsIn(content), 'D', variables, env);
}

/** The outputs of a table with one output, for each value of its input `x`. */
export async function valuesFor(table: Partial<TableText>, inputs: readonly JsonValue[]): Promise<JsonValue[][]> {
  const decisions = await decisionsIn(tableText({ inputs: ['x'], outputs: ['y'], rules: [], ...table }));
  return inputs.map((x) => evaluateDecision(decisions, 'D', { x }, env).outputs.map(({ y = null }) => y));
}

/** The findings of a document as `severity element code`, sorted. */
export async function findingsOf(source: string | Uint8Array): Promise<string[]> {
  const { findings } = await readDecisions(source, { file: 'test.dmn' });
  return findings.map(({ severity, element, code }) => `${severity} ${element} ${code}`).sort();
}

function typeRef(type: string | undefined): string {
  return type === undefined ? '' : ` typeRef="${type}"`;
}

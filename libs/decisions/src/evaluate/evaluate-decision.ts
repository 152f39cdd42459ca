import type { ExpressionEnv } from '#expressions';
import { BoundedCache, type JsonObject, type JsonValue } from '#foundation';
import type { Decision, DecisionTable } from '../decision.js';
import { DecisionCycleError, DecisionNotFoundError } from '../errors.js';
import { requiredOrder } from '../required-order.js';
import { compileTable, type CompiledTable } from './compile-table.js';
import { evaluateTable } from './evaluate-table.js';
import { compileOutput, valueOf } from './output.js';

/** What came out of a decision. */
export interface DecisionResult {
  /** One object for each row of the result, with the names of the outputs. */
  readonly outputs: readonly JsonObject[];
  /** Ids of the rules that gave the rows, in their order; with an aggregation all that went into it. */
  readonly matchedRules: readonly string[];
}

/** Decisions by id. */
export type Decisions = ReadonlyMap<string, Decision> | Readonly<Record<string, Decision>>;

/** Tables by the checksum of their decision, parsed: parsing takes a hundred times as long as an evaluation. */
const compiled = new BoundedCache<string, CompiledTable>(200);

/**
 * Evaluates a decision, and before it those that it requires, each once. Their results are variables for it, under the
 * name of the decision, its id and its variable (DMN 1.3, 10.4), and, as in Camunda 7, under the names of their
 * outputs: a value for one output, an object for several, a list of these where the hit policy allows several rows.
 * @param key id of the decision.
 * @throws {DecisionNotFoundError} @throws {DecisionCycleError} @throws {SeveralRulesMatchError}
 * @throws {DifferingOutputsError} @throws {DecisionExpressionError} @throws {DecisionValueError}
 */
export function evaluateDecision(
  decisions: Decisions,
  key: string,
  variables: JsonObject,
  env: ExpressionEnv,
): DecisionResult {
  const requirements = requiredOrder(key, (id, by) => find(decisions, id, by).requires);
  if ('circle' in requirements) throw new DecisionCycleError(requirements.circle);
  const results = new Map<string, DecisionResult>();
  for (const id of requirements.order) {
    const decision = find(decisions, id);
    results.set(id, evaluateOne(decision, withRequired(decision, decisions, results, variables), env));
  }
  return results.get(key) as DecisionResult;
}

function find(decisions: Decisions, id: string, requiredBy?: string): Decision {
  const found =
    decisions instanceof Map
      ? (decisions as ReadonlyMap<string, Decision>).get(id)
      : Object.hasOwn(decisions, id)
        ? (decisions as Readonly<Record<string, Decision>>)[id]
        : undefined;
  if (found === undefined) throw new DecisionNotFoundError(id, requiredBy);
  return found;
}

function evaluateOne(decision: Decision, variables: JsonObject, env: ExpressionEnv): DecisionResult {
  const { id, logic } = decision;
  if (logic.kind === 'literal') {
    const where = { decision: id, place: () => 'expression' };
    const value = valueOf(compileOutput(logic.expression), logic.type, where, variables, env);
    return { outputs: [{ [decision.variable]: value }], matchedRules: [] };
  }
  const table = compiled.getOrAdd(decision.checksum, () => compileTable(logic));
  const { rows, rules } = evaluateTable(id, table, variables, env);
  const names = logic.outputs.map(({ name }) => name);
  // `fromEntries` makes own properties, also of a name like "__proto__".
  const outputs = rows.map((row) => Object.fromEntries(row.map((value, index) => [names[index] ?? '', value])));
  return { outputs, matchedRules: rules };
}

function withRequired(
  { requires }: Decision,
  decisions: Decisions,
  results: ReadonlyMap<string, DecisionResult>,
  variables: JsonObject,
): JsonObject {
  if (requires.length === 0) return variables;
  const required = requires.map((id) => ({ decision: find(decisions, id), result: results.get(id) as DecisionResult }));
  return Object.fromEntries([
    ...Object.entries(variables),
    ...required.flatMap(({ decision, result }) => outputEntries(decision, result)),
    ...required.flatMap(({ decision, result }) => {
      const value = valueOfResult(decision, result);
      return [decision.name, decision.id, decision.variable].map((name) => [name, value] as const);
    }),
  ]);
}

function outputEntries({ logic }: Decision, { outputs }: DecisionResult): [string, JsonValue][] {
  if (logic.kind === 'literal') return [];
  return logic.outputs.map(({ name }) => {
    const values = outputs.map((row) => row[name] ?? null);
    return [name, isList(logic) ? values : (values[0] ?? null)];
  });
}

function valueOfResult({ logic }: Decision, { outputs }: DecisionResult): JsonValue {
  const isSingle = logic.kind === 'literal' || logic.outputs.length === 1;
  const values = outputs.map((row) => (isSingle ? (Object.values(row)[0] ?? null) : row));
  return logic.kind === 'table' && isList(logic) ? values : (values[0] ?? null);
}

/** Whether the hit policy allows several rows. */
function isList({ hitPolicy, aggregation }: DecisionTable): boolean {
  return hitPolicy === 'RULE ORDER' || hitPolicy === 'OUTPUT ORDER' || (hitPolicy === 'COLLECT' && !aggregation);
}

import { type JsonObject, type JsonValue, ownValue } from '#foundation';
import type { ExpressionEnv } from '../compiled-expression.js';
import type { ArgumentCount } from './functions.js';

/** A method of `execution`, the object by which Camunda 7 shows an expression its process instance. */
export interface ExecutionMethod {
  readonly takes: ArgumentCount;
  run(variables: JsonObject, env: ExpressionEnv, args: readonly JsonValue[]): JsonValue;
}

const businessKey = (env: ExpressionEnv) => env.businessKey ?? null;

/** `execution.name` without brackets. */
export const EXECUTION_PROPERTIES: ReadonlyMap<string, (env: ExpressionEnv) => JsonValue> = new Map([
  ['processBusinessKey', businessKey],
  ['businessKey', businessKey],
]);

/** An expression sees one set of variables, so "local" ones are looked for among them all. */
const getVariable: ExecutionMethod = {
  takes: [1, 1],
  run: (variables, _env, [name = null]) => ownValue(variables, name) ?? null,
};
const hasVariable: ExecutionMethod = {
  takes: [1, 1],
  run: (variables, _env, [name = null]) => ownValue(variables, name) !== undefined,
};
const getBusinessKey: ExecutionMethod = { takes: [0, 0], run: (_variables, env) => businessKey(env) };

/** `execution.name(…)`: what reads, and nothing that changes anything. */
export const EXECUTION_METHODS: ReadonlyMap<string, ExecutionMethod> = new Map([
  ['getVariable', getVariable],
  ['getVariableLocal', getVariable],
  ['hasVariable', hasVariable],
  ['hasVariableLocal', hasVariable],
  ['getProcessBusinessKey', getBusinessKey],
  ['getBusinessKey', getBusinessKey],
]);

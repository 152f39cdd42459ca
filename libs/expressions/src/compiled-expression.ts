import type { JsonObject, JsonValue } from '#foundation';

/** A text of the model: `= …` is FEEL, a text with `${…}` or `#{…}` the Camunda 7 form, anything else itself. */
export type ExpressionText = string;

/** What an expression may know of the world besides the variables. */
export interface ExpressionEnv {
  /** The instant that `now()` means, ISO 8601 in UTC. */
  readonly now: string;
  /** IANA zone in which dates and times without a zone are read, e.g. `Asia/Ho_Chi_Minh`. */
  readonly zone: string;
}

/** A parsed text, ready to be evaluated any number of times. */
export interface CompiledExpression {
  evaluate(variables: JsonObject, env: ExpressionEnv): JsonValue;
}

/** Longest expression that is read at all; the longest of 13,700 public BPMN files is far below. */
export const MAX_EXPRESSION_LENGTH = 10_000;

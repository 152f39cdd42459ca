import type { ExpressionText } from '#expressions';
import type { JsonValue } from '#foundation';

/**
 * One decision of a DMN file (DMN 1.3, 6.3.7) as plain, immutable data. All that its evaluation needs besides the
 * decisions it requires.
 */
export interface Decision {
  /** The id in the file; the key by which processes ask for it. */
  readonly id: string;
  readonly name: string;
  /** Name under which decisions that require this one see its result, besides `id` and `name`. */
  readonly variable: string;
  readonly versionTag?: string;
  /** Ids of the decisions of the same file whose results this one uses. */
  readonly requires: readonly string[];
  /** SHA-256 (hex) of the id and the normalised text of the file. Equal checksums mean equal behaviour. */
  readonly checksum: string;
  readonly logic: DecisionTable | LiteralDecision;
}

/** A decision that is one expression (DMN 1.3, 7.3.5). Its one output has the name of the decision's variable. */
export interface LiteralDecision {
  readonly kind: 'literal';
  readonly expression: ExpressionText;
  readonly type: ValueType;
}

/** DMN 1.3, 8.2.8: how many rules may match, and what then comes out. */
export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';

/** What COLLECT makes of the outputs, where it does not list them. */
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

/** DMN 1.3, chapter 8. */
export interface DecisionTable {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  /** With COLLECT only, and then there is one output. */
  readonly aggregation?: Aggregation;
  readonly inputs: readonly DecisionInput[];
  /** At least one. */
  readonly outputs: readonly DecisionOutput[];
  readonly rules: readonly DecisionRule[];
}

/**
 * A cell of a table that a value must pass: FEEL unary tests, `-` for anything, or a condition in the `${…}` form with
 * the value as `cellInput`.
 */
export type Cell = string;

/** An input column. */
export interface DecisionInput {
  /** For messages: the label, else the expression. */
  readonly label: string;
  readonly expression: ExpressionText;
  readonly type: ValueType;
  /** Name under which the cells see the value, besides `cellInput` (`camunda:inputVariable`). */
  readonly variable?: string;
  /** What the value must pass unless it is null. */
  readonly allowed?: Cell;
}

/** An output column. */
export interface DecisionOutput {
  readonly name: string;
  readonly type: ValueType;
  /** The values it may take, the most important first; PRIORITY and OUTPUT ORDER go by it. */
  readonly values?: readonly JsonValue[];
  /** What comes out when no rule matches. */
  readonly fallback?: ExpressionText;
}

/** A rule has one cell for each input and one expression for each output, in their order. */
export interface DecisionRule {
  readonly id: string;
  readonly conditions: readonly Cell[];
  readonly outputs: readonly ExpressionText[];
}

/** What a column's values are converted to. Dates, times and durations are ISO 8601 texts in JSON. */
export type ValueType = 'any' | 'string' | 'number' | 'boolean' | 'date' | 'time' | 'date and time' | 'duration';

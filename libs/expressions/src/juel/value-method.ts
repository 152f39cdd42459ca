import type { JsonObject, JsonValue } from '#foundation';
import type { ExpressionEnv } from '../compiled-expression.js';
import type { ArgumentCount } from './functions.js';

type Run<Target> = (target: Target, args: readonly JsonValue[], env: ExpressionEnv) => JsonValue;

/** A method by the kinds of values that have it; an instant is a text. */
export interface ValueMethod {
  readonly takes: ArgumentCount;
  readonly text?: Run<string>;
  readonly list?: Run<readonly JsonValue[]>;
  readonly map?: Run<JsonObject>;
  /** For every value that is not null and of none of the kinds above. */
  readonly any?: Run<JsonValue>;
}

import type { JsonValue } from '#foundation';
import type { ExpressionEnv } from '../compiled-expression.js';
import { toDuration, toInstant } from '../instants.js';
import { toText } from '../values.js';
import { addWorkingTime } from '../working-time.js';

/** How many arguments a function takes: at least, at most. */
export type ArgumentCount = readonly [least: number, most: number];

interface NamedFunction {
  readonly takes: ArgumentCount;
  run(args: readonly JsonValue[], env: ExpressionEnv): JsonValue;
}

const now: NamedFunction = { takes: [0, 0], run: (_args, env) => toInstant(env.now, env) };

/** The functions without a receiver. Instants are texts in UTC, as in the variables; `dateTime()` is one of them. */
export const FUNCTIONS: ReadonlyMap<string, NamedFunction> = new Map([
  ['now', now],
  ['dateTime', now],
  [
    'addWorkingTime',
    {
      takes: [2, 3],
      run: ([from = null, duration = null, calendar = null], env) => {
        const instant = toInstant(from, env);
        return instant === null ? null : addWorkingTime(instant, toDuration(duration), toText(calendar), env);
      },
    },
  ],
]);

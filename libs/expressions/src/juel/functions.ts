import type { JsonValue } from '#foundation';
import type { ExpressionEnv } from '../compiled-expression.js';
import { toInstant } from '../instants.js';
import { WORKING_TIME_FUNCTIONS } from '../working-time.js';

/** How many arguments a function takes: at least, at most. */
export type ArgumentCount = readonly [least: number, most: number];

interface NamedFunction {
  readonly takes: ArgumentCount;
  run(args: readonly JsonValue[], env: ExpressionEnv): JsonValue;
}

const now: NamedFunction = { takes: [0, 0], run: (_args, env) => toInstant(env.now, env) };

/** `workingDaysAfter` for `working days after`. The last of the arguments names the calendar. */
export const WORKING_TIME: ReadonlyMap<string, NamedFunction> = new Map(
  Object.entries(WORKING_TIME_FUNCTIONS).map(([name, { run }]) => [
    name.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()),
    { takes: [2, 3], run },
  ]),
);

/** The functions without a receiver. Instants are texts in UTC, as in the variables; `dateTime()` is one of them. */
export const FUNCTIONS: ReadonlyMap<string, NamedFunction> = new Map([
  ['now', now],
  ['dateTime', now],
  ...WORKING_TIME,
]);

import type { ExpressionEnv } from './compiled-expression.js';
import { toInstant } from './instants.js';

/**
 * What the functions for working time in FEEL and in `${…}` do: asks the calendar in `env`. `from` is an instant in
 * UTC, `calendar` the name of another calendar than the usual one.
 * @throws {Error} where the office has configured no calendar; and what the calendar throws.
 */
export function addWorkingTime(from: string, duration: string, calendar: string | null, env: ExpressionEnv): string {
  if (env.calendar === undefined) {
    throw new Error('the office has configured no calendar; configure one, or add a duration to a date and time');
  }
  const due = toInstant(env.calendar.addWorkingTime(from, duration, calendar ?? undefined), env);
  if (due === null) throw new Error(`the calendar knows no instant ${duration} of working time after ${from}`);
  return due;
}

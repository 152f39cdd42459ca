import { type FeelDateTime, FeelFunction } from 'feelin';
import type { ExpressionEnv } from '../compiled-expression.js';
import { toDuration, toInstant } from '../instants.js';
import { toText } from '../values.js';
import { addWorkingTime } from '../working-time.js';
import { plainValue } from './plain-value.js';
import { atInstant } from './zone-functions.js';

/** The only function that FEEL itself does not have: `add working time(from, duration)`. */
export const ADD_WORKING_TIME = 'add working time';

/**
 * Takes FEEL values and the texts that stand for them in variables; the optional third is the name of a calendar. Null
 * where `from` is null, as functions of FEEL answer null.
 */
export function workingTimeFunction(env: () => ExpressionEnv): FeelFunction {
  const run = (from: unknown, duration: unknown, calendar?: unknown): FeelDateTime | null => {
    const { zone } = env();
    const instant = toInstant(plainValue(from, zone), env());
    if (instant === null) return null;
    const length = toDuration(plainValue(duration, zone));
    return atInstant(addWorkingTime(instant, length, toText(plainValue(calendar, zone)), env()), zone);
  };
  return new FeelFunction(run, ['from', 'duration', 'calendar']);
}

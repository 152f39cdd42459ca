import type { JsonValue } from '#foundation';
import { quote, ValueError } from './expression-errors.js';
import { isDuration, lengthOf } from './instants.js';

/** How often and how far apart work is attempted that fails. */
export interface RetryCycle {
  /** All attempts together, the first included; at least 1. */
  readonly attempts: number;
  /** Milliseconds before the second attempt, the third, …; the last one also holds for all that follow. */
  readonly pausesMs: readonly number[];
  /** The one pause becomes so many times longer with each attempt, until it is `mostMs`. */
  readonly growth?: { readonly factor: number; readonly mostMs: number };
}

/** Growing pauses stay below this unless the cycle says another: a cause that is mended is then noticed within a day. */
const LONGEST_GROWN_PAUSE = 'P1D';
/** Part of a growing pause that is spread. */
const SPREAD = 0.1;

const REPEATED = /^R([1-9]\d{0,8})\/([^/*]+)$/;
const GROWING = /^R([1-9]\d{0,8})\/([^/*]+)\*(\d{1,3}(?:\.\d{1,3})?)(?:\/([^/*]+))?$/;

/**
 * Reads `camunda:failedJobRetryTimeCycle`. What Camunda 7 has: `R3/PT10M`, three attempts ten minutes apart, or the pauses
 * one by one, `PT1M,PT10M,PT1H`, with one attempt more than pauses. Besides, pauses that grow: `R6/PT1M*2/PT1H`, six
 * attempts, after one minute, two, four, … but never more than an hour; without the last part, a day. In a pause a month
 * counts as 30 days, a year as 365.
 * @throws {ValueError}
 */
export function toRetryCycle(value: JsonValue): RetryCycle {
  const text = typeof value === 'string' ? value.trim() : '';
  const [, times, pause] = REPEATED.exec(text) ?? [];
  if (times !== undefined) return { attempts: Number(times), pausesMs: [lengthIn(pause, value)] };
  const [, most, first, factor, longest = LONGEST_GROWN_PAUSE] = GROWING.exec(text) ?? [];
  if (most !== undefined) {
    const [pauseMs, mostMs] = [lengthIn(first, value), lengthIn(longest, value)];
    if (Number(factor) <= 1 || pauseMs > mostMs) throw notARetryCycle(value);
    return { attempts: Number(most), pausesMs: [pauseMs], growth: { factor: Number(factor), mostMs } };
  }
  const pausesMs = text.split(',').map((each) => lengthIn(each.trim(), value));
  return { attempts: pausesMs.length + 1, pausesMs };
}

/**
 * Milliseconds from the attempt with this number (from 1) to the next. Pauses that grow are for what is overloaded, so
 * they are spread: many jobs that failed together do not all come back in one instant. Others are as the model has them.
 * @param spread from 0 up to 1, another for each job; shortens a growing pause by up to a tenth.
 */
export function retryPauseMs({ pausesMs, growth }: RetryCycle, attempt: number, spread: number): number {
  const pauseMs = pausesMs[attempt - 1] ?? pausesMs.at(-1) ?? 0;
  if (growth === undefined) return pauseMs;
  const grown = Math.min(pauseMs * growth.factor ** (attempt - 1), growth.mostMs);
  return Math.round(grown * (1 - SPREAD * spread));
}

/** A pause is a whole millisecond or longer: without one the attempts would be used up at once. */
function lengthIn(pause: string | undefined, value: JsonValue): number {
  if (pause === undefined || !isDuration(pause) || lengthOf(pause) < 1) throw notARetryCycle(value);
  return lengthOf(pause);
}

function notARetryCycle(value: JsonValue): ValueError {
  const forms = 'like "R3/PT10M", pauses like "PT1M,PT10M", or pauses that grow like "R6/PT1M*2/PT1H"';
  return new ValueError(`A number of attempts and a pause ${forms} are needed here, not ${quote(value)}.`);
}

import { DeadlineActRefusedError } from '../ledger/errors.js';

/** Nothing in an office is due later from now; what is, was mistyped. */
const MOST_YEARS = 10;

/** @throws DeadlineActRefusedError for an instant more than ten years from now, to either side */
export function refuseFarOff(where: string, instant: string, now: string): void {
  const away = new Date(instant).getUTCFullYear() - new Date(now).getUTCFullYear();
  if (Math.abs(away) > MOST_YEARS) {
    throw new DeadlineActRefusedError(where, `${instant} lies more than ${MOST_YEARS} years away`, 'Check the year.');
  }
}

/** An instant without its fraction of a second, in UTC: due dates have none. */
export function wholeSecond(instant: string): string {
  return new Date(Math.floor(Date.parse(instant) / 1_000) * 1_000).toISOString();
}

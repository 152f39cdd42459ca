import { farOffFindings } from '#calendar';
import type { DeadlineRow } from '../ledger/deadline-row.js';
import { DateFarOffError, DeadlinePauseError } from './errors.js';

/** @throws DateFarOffError for an instant in a year more than ten away, to either side */
export function refuseFarOff(where: string, instant: string, now: string): void {
  for (const { what, mend } of farOffFindings(where, instant, now)) throw new DateFarOffError(where, what, mend);
}

/** An instant without its fraction of a second, in UTC: due dates have none. */
export function wholeSecond(instant: string): string {
  return new Date(Math.floor(Date.parse(instant) / 1_000) * 1_000).toISOString();
}

/** The expected end of a pause ends it, also where nobody says so. */
export function isPaused(pausedUntil: string | null, now: string): pausedUntil is string {
  return pausedUntil !== null && Date.parse(pausedUntil) > Date.parse(now);
}

/** @throws DeadlinePauseError for a deadline whose clock stands still */
export function refusePaused({ id, pausedUntil }: Pick<DeadlineRow, 'id' | 'pausedUntil'>, now: string): void {
  if (isPaused(pausedUntil, now)) throw new DeadlinePauseError(id, pausedUntil);
}

import { farOffFindings } from '#calendar';
import { DateFarOffError } from '../ledger/errors.js';

/** @throws DateFarOffError for an instant more than ten years from now, to either side */
export function refuseFarOff(where: string, instant: string, now: string): void {
  for (const { what, mend } of farOffFindings(where, instant, now)) throw new DateFarOffError(where, what, mend);
}

/** An instant without its fraction of a second, in UTC: due dates have none. */
export function wholeSecond(instant: string): string {
  return new Date(Math.floor(Date.parse(instant) / 1_000) * 1_000).toISOString();
}

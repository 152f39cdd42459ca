import type { Reminder } from '#reminders';
import { firstLine } from '../server/table.js';

/** What came of a reminder in a few words, with the reason of each that failed. */
export function sayOutcome({ status, failure, recipients }: Reminder): string {
  const people = recipients.map((one) => {
    if (one.toldAt !== null) return one.login;
    return one.failure === null ? `${one.login} (not told)` : `${one.login} (${one.attempts} failed: ${firstLine(one.failure)})`;
  });
  return [status, ...(failure === null ? [] : [firstLine(failure)]), ...people].join(' ');
}

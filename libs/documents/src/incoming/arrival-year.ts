import { isFarOff } from '#calendar';
import { officeCalendars } from '#deadlines';
import { dateInZone, type Finding, yearInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { getAgency } from '../numbering/get-agency.query.js';
import type { IncomingDocumentInput } from './incoming-document.schema.js';

/** Registered so many working days after its arrival, a document is not late (171/QĐ-BDT §6.1, ND 30 §22: the next at latest). */
const IN_TIME_DAYS = 1;

/**
 * The year in whose book a document is registered: that of the day on which its number is taken, or of its arrival where
 * that was the year before and {@link backDatingFindings} found nothing against it.
 */
export function arrivalYearOf({ now, zone }: CommandContext, { receivedAt }: IncomingDocumentInput): number {
  return yearInZone(receivedAt ?? now, zone);
}

/**
 * What speaks against an arrival in the past: more working days than the agency allows; no reason, where it is registered
 * later than on the next working day or in the book of another year; and that year, where its book is closed.
 * @param book code of the book in which it is to be registered
 */
export async function backDatingFindings(
  context: CommandContext,
  { receivedAt, lateReason }: IncomingDocumentInput,
  book: string,
): Promise<Finding[]> {
  const { tx, now, zone } = context;
  if (receivedAt === undefined || Date.parse(receivedAt) > Date.parse(now) || isFarOff(receivedAt, now)) return [];
  const findings: Finding[] = [];
  const { workingTime } = officeCalendars(context).ofUnit(null);
  const daysBack = workingTime.workingDaysBetween(receivedAt, now);
  const { registerWithinDays: most } = await getAgency(tx);
  const [year, thisYear] = [yearInZone(receivedAt, zone), yearInZone(now, zone)];
  if (daysBack > most) {
    const what = `lies ${daysBack} working days back; at most ${most} are allowed`;
    findings.push({ code: 'received-too-long-ago', where: 'receivedAt', what, mend: 'Correct the day, or enter the day on which it is registered.' });
  } else if ((daysBack > IN_TIME_DAYS || year !== thisYear) && !lateReason) {
    const what = `is missing; the document came on ${dateInZone(receivedAt, zone)} and is registered on ${dateInZone(now, zone)}`;
    findings.push({ code: 'late-reason-missing', where: 'lateReason', what, mend: 'Say why it is registered late.' });
  }
  if (year !== thisYear && (await isClosed(context, book, year))) {
    findings.push({
      code: 'received-in-closed-year',
      where: 'receivedAt',
      what: `lies in ${year}, and the book "${book}" is closed for that year`,
      mend: 'Open that year of the book again, or enter the day on which it is registered.',
    });
  }
  return findings;
}

async function isClosed({ tx }: CommandContext, book: string, year: number): Promise<boolean> {
  const closed = await tx.execute('select from document_book_year where book = $1 and year = $2 and closed_at is not null', [book, year]);
  return closed > 0;
}

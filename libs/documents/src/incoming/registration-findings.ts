import { farOffFindings, isFarOff } from '#calendar';
import { dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { bookFindings } from '../books/book-for.js';
import { backDatingFindings } from './arrival-year.js';
import type { IncomingDocumentInput } from './incoming-document.schema.js';
import { instructionFindings } from './paper-instruction.js';

/**
 * All that speaks against a registration but its files and a twin: dates, the book, the instruction. Each finding has a
 * code of its own.
 * @param book code of the book in which it is to be registered
 */
export async function registrationFindings(context: CommandContext, input: IncomingDocumentInput, book: string): Promise<Finding[]> {
  return [
    ...documentDateFindings(context, input),
    ...arrivalFindings(context, input),
    ...dueFindings(context, input),
    ...(input.book === undefined ? [] : await bookFindings(context.tx, input.book, ['incoming'])),
    ...(await backDatingFindings(context, input, book)),
    ...(await instructionFindings(context, input)),
  ];
}

function documentDateFindings({ now, zone }: CommandContext, { documentDate, receivedAt }: IncomingDocumentInput): Finding[] {
  if (documentDate > dateInZone(now, zone)) {
    return [{ code: 'document-date-in-future', where: 'documentDate', what: 'lies in the future', mend: 'Check the date.' }];
  }
  if (receivedAt === undefined || isFarOff(receivedAt, now) || documentDate <= dateInZone(receivedAt, zone)) return [];
  const what = `is after the document came, ${dateInZone(receivedAt, zone)}`;
  return [{ code: 'document-date-after-arrival', where: 'documentDate', what, mend: 'Check both dates.' }];
}

function arrivalFindings({ now }: CommandContext, { receivedAt }: IncomingDocumentInput): Finding[] {
  if (receivedAt === undefined) return [];
  if (Date.parse(receivedAt) > Date.parse(now)) {
    return [{ code: 'received-in-future', where: 'receivedAt', what: 'lies in the future', mend: 'Check the day and the time.' }];
  }
  return mistypedYear('receivedAt', receivedAt, now);
}

function dueFindings({ now }: CommandContext, { replyRequired, dueAt, dueWithin }: IncomingDocumentInput): Finding[] {
  if (!dueAt) {
    const finding = { code: 'due-missing', where: 'dueAt', what: 'is missing', mend: 'A required reply needs a deadline.' };
    return replyRequired && !dueWithin ? [finding] : [];
  }
  if (Date.parse(dueAt) <= Date.parse(now)) {
    return [{ code: 'due-passed', where: 'dueAt', what: `has passed; it is now ${now}`, mend: 'Give a deadline that can be kept.' }];
  }
  return mistypedYear('dueAt', dueAt, now);
}

function mistypedYear(where: string, written: string, now: string): Finding[] {
  return farOffFindings(where, written, now).map((finding) => ({ ...finding, code: 'year-mistyped' }));
}

import { officeCalendars } from '#deadlines';
import { CongvanError, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import type { IncomingDocumentInput } from './incoming-document.schema.js';

/** Codes of the findings that stand for what a calendar refuses. */
const REFUSALS: Readonly<Record<string, string>> = {
  'calendar.unknown': 'calendar-unknown',
  'calendar.outside': 'due-outside-of-calendar',
};

/** Until when a document asks for an answer (ISO UTC), or what is wrong with the term from which that would be counted. */
export interface DueDate {
  readonly dueAt: string | null;
  readonly findings: readonly Finding[];
}

/**
 * What the clerk wrote: a date, or a term in working time from the arrival on, as letters have it (“trong 5 ngày làm việc”).
 * From then on it is a date: a later change of the calendar does not move what the sender was promised.
 */
export function dueDateOf(context: CommandContext, { dueAt, dueWithin, receivedAt }: IncomingDocumentInput): DueDate {
  if (!dueWithin) return { dueAt: dueAt ? new Date(dueAt).toISOString() : null, findings: [] };
  if (dueAt) {
    const finding = { code: 'due-twice', where: 'dueWithin', what: 'stands beside dueAt', mend: 'Give the date or the term.' };
    return { dueAt: null, findings: [finding] };
  }
  try {
    const { duration, calendar } = dueWithin;
    const counted = officeCalendars(context).addWorkingTime(new Date(receivedAt ?? context.now).toISOString(), duration, calendar ?? undefined);
    return { dueAt: counted, findings: [] };
  } catch (error) {
    const code = error instanceof CongvanError ? REFUSALS[error.code] : undefined;
    if (code === undefined) throw error;
    const finding = { code, where: 'dueWithin', what: (error as CongvanError).message, mend: 'Correct the term or the calendar.' };
    return { dueAt: null, findings: [finding] };
  }
}

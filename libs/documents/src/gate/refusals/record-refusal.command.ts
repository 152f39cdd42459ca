import { farOffFindings, isFarOff } from '#calendar';
import { officeCalendars } from '#deadlines';
import { type Finding, newId, yearInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { getAgency } from '../../numbering/get-agency.query.js';
import { RefusalNotRecordedError } from '../errors.js';
import type { RefusalGround, RefusalInput } from './refusal.schema.js';

export interface RecordedRefusal {
  readonly id: string;
  readonly year: number;
  /** Of its own series, gapless from 1 in each year. */
  readonly number: number;
  /** The book on paper into which it goes instead. */
  readonly paperBook: string;
}

/**
 * Keeps that something was turned away at the door, and says into which book on paper it goes (171/QĐ-BDT §4.2). Nothing of
 * it is kept. The input comes parsed by `refusalSchema`.
 * @throws RefusalNotRecordedError where it came in the future, in a year that was mistyped, or long ago without a reason
 */
export const recordRefusal: Command<RefusalInput, RecordedRefusal> = {
  name: 'documents.record-refusal',
  async run(context, input) {
    const { tx, now, zone, caller } = context;
    const findings = await arrivalFindings(context, input);
    if (findings.length > 0) throw new RefusalNotRecordedError(findings);
    const { ground, receivedAt, senderAgency, handling, lateReason } = input;
    const id = newId();
    const year = yearInZone(now, zone);
    const number = await takeNumber(context, year);
    const paperBook = await paperBookOf(context, ground);
    await tx.execute(
      `insert into document_refusal (id, year, number, ground, paper_book, received_at, sender_agency, handling, late_reason, refused_at, refused_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [id, year, number, ground, paperBook, receivedAt, senderAgency ?? null, handling ?? null, lateReason ?? null, now, caller.actor],
    );
    context.audit({ subject: 'document-refusal', subjectId: id, detail: { year, number, ground, paperBook } });
    return { id, year, number, paperBook };
  },
};

/** A refusal may be entered however late, where something is found only then; but so long as it takes to register, without a reason. */
async function arrivalFindings(context: CommandContext, { receivedAt, lateReason }: RefusalInput): Promise<Finding[]> {
  const { tx, now } = context;
  const where = 'receivedAt';
  if (Date.parse(receivedAt) > Date.parse(now)) return [{ where, code: 'received-in-future', what: 'lies in the future', mend: 'Check the day and the time.' }];
  if (isFarOff(receivedAt, now)) return farOffFindings(where, receivedAt, now).map((finding) => ({ ...finding, code: 'year-mistyped' }));
  const daysBack = officeCalendars(context).ofUnit(null).workingTime.workingDaysBetween(receivedAt, now);
  const { registerWithinDays } = await getAgency(tx);
  if (daysBack <= registerWithinDays || lateReason) return [];
  const what = `is missing; it came ${daysBack} working days ago`;
  return [{ where: 'lateReason', code: 'refusal-late-reason-missing', what, mend: 'Choose why it is recorded so late, or correct the day.' }];
}

/** As with the books of documents: the row stays locked, so that a failed one leaves no gap. */
async function takeNumber({ tx }: CommandContext, year: number): Promise<number> {
  const [row] = await tx.query<{ number: number }>(
    `insert into document_refusal_year (year, last_number) values ($1, 1)
     on conflict (year) do update set last_number = document_refusal_year.last_number + 1
     returning last_number as number`,
    [year],
  );
  return row!.number;
}

async function paperBookOf({ tx }: CommandContext, ground: RefusalGround): Promise<string> {
  const [book] = await tx.query<{ name: string }>('select name from paper_book where ground = $1', [ground]);
  return book!.name;
}

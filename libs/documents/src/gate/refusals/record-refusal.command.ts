import { newId, yearInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
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
 * @throws RefusalNotRecordedError where it came in the future
 */
export const recordRefusal: Command<RefusalInput, RecordedRefusal> = {
  name: 'documents.record-refusal',
  async run(context, { ground, receivedAt, senderAgency, note }) {
    const { tx, now, zone, caller } = context;
    if (Date.parse(receivedAt) > Date.parse(now)) {
      throw new RefusalNotRecordedError([
        { where: 'receivedAt', code: 'received-in-future', what: 'lies in the future', mend: 'Check the day and the time.' },
      ]);
    }
    const id = newId();
    const year = yearInZone(now, zone);
    const number = await takeNumber(context, year);
    const paperBook = await paperBookOf(context, ground);
    await tx.execute(
      `insert into document_refusal (id, year, number, ground, paper_book, received_at, sender_agency, note, refused_at, refused_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, year, number, ground, paperBook, receivedAt, senderAgency ?? null, note ?? null, now, caller.actor],
    );
    context.audit({ subject: 'document-refusal', subjectId: id, detail: { year, number, ground, paperBook } });
    return { id, year, number, paperBook };
  },
};

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

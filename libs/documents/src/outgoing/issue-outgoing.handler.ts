import { dateInZone, yearInZone } from '#foundation';
import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { bookFindings, bookOfType } from '../books/book-for.js';
import { BadJobVariablesError } from '../errors.js';
import { nameSchema, optionalText, readVariables } from '../job-variables.js';
import { composeSymbol } from '../numbering/document-number.js';
import { getAgency } from '../numbering/get-agency.query.js';
import { takeNumber } from '../numbering/take-number.js';
import { answeredBy } from '../obligations/answers/answered-by.js';
import { closeAnsweredObligations } from '../obligations/close-answered-obligations.js';
import { lockAnsweredCases } from '../obligations/lock-answered-cases.js';
import { describedFields, refuseAnswerDay } from './drafts/describe-draft.js';
import { OutgoingNotSignedError } from './errors.js';
import { recipientLines } from './recipients/parse-recipients.js';

const variablesSchema = z.object({
  outgoingDocumentId: z.uuid(),
  issuedBy: nameSchema,
  /** Nơi nhận, one a line or parted by semicolons. */
  recipients: z
    .string()
    .transform(recipientLines)
    .refine((lines) => lines.length > 0, 'names nobody'),
  note: optionalText,
  /** Code of a book of outgoing or internal documents; else that of the type. */
  book: optionalText,
  ...describedFields,
});

type Issue = z.output<typeof variablesSchema>;

/**
 * Topic `documents.issue-outgoing`: the next number of its book, the symbol made of it, and the document as
 * issued, in one transaction (ND 30 §15); with it the reply obligations close that it answers. What the clerk leaves empty of its
 * description stays as its drafter has it. Refuses what is not signed, and what asks for an answer on a day that has passed. Output: outgoingNumber, outgoingSymbol.
 */
export const issueOutgoingHandler: JobHandler = {
  topic: 'documents.issue-outgoing',
  async handle(job) {
    const issue = readVariables(variablesSchema, job);
    return {
      async commit(context) {
        await refuseOtherBooks(context, issue, job);
        const answered = await answeredBy(context.tx, issue.outgoingDocumentId);
        await lockAnsweredCases(context, await ofOtherCases(context, answered, job.rootInstanceId));
        const issued = await issueDocument(context, issue);
        await closeAnsweredObligations(context, answered, job.rootInstanceId);
        return issued;
      },
    };
  },
};

/** Its own case is on the step that issues it, and holds what that needs. */
async function ofOtherCases({ tx }: CommandContext, obligationIds: readonly string[], ownCase: string): Promise<string[]> {
  const others = await tx.query<{ id: string }>(
    `select o.id from reply_obligation o join incoming_document d on d.id = o.document_id
     where o.id = any($1::uuid[]) and d.instance_id <> $2`,
    [obligationIds, ownCase],
  );
  return others.map(({ id }) => id);
}

async function refuseOtherBooks({ tx }: CommandContext, { book }: Issue, job: JobContext): Promise<void> {
  const findings = book === null ? [] : await bookFindings(tx, book, ['outgoing', 'internal']);
  if (findings.length > 0) throw new BadJobVariablesError(job, findings);
}

async function issueDocument(
  context: CommandContext,
  { outgoingDocumentId: id, issuedBy, recipients, note, book: namedBook, language, pages, answerExpectedOn }: Issue,
): Promise<{ outgoingNumber: number; outgoingSymbol: string }> {
  const { tx, now, zone } = context;
  const [document] = await tx.query<{ status: string; type: string; unit: string; answerDay: string | null }>(
    // A letter names who answers for it on its day: of a unit that has ended the one that has its work.
    `select status, document_type as type, coalesce((select heir from heirs_of_unit(drafting_unit, $3) as heir
         join unit on code = heir and (valid_to is null or valid_to >= $3) limit 1), drafting_unit) as unit,
       coalesce($2, answer_expected_on) as "answerDay"
     from outgoing_document where id = $1 for update`,
    [id, answerExpectedOn, dateInZone(now, zone)],
  );
  if (document?.status !== 'signed') throw new OutgoingNotSignedError(id, document?.status);
  refuseAnswerDay(context, id, document.answerDay);

  const chosen = namedBook ?? (await bookOfType(tx, 'outgoing', document.type));
  const { book, year, number } = await takeNumber(context, chosen, yearInZone(now, zone));
  const { code: agency } = await getAgency(tx);
  const symbol = composeSymbol({ number, type: document.type, agency, unit: document.unit });
  await tx.execute(
    `update outgoing_document
     set status = 'issued', book = $2, issue_year = $3, issue_number = $4, symbol = $5, document_date = $6,
         recipients = $7, issue_note = $8, issued_by = $9, issued_at = $10,
         language = coalesce($11, language), pages = coalesce($12, pages), answer_expected_on = $13
     where id = $1`,
    [id, book, year, number, symbol, dateInZone(now, zone), recipients, note, issuedBy, now, language, pages, document.answerDay],
  );
  context.audit({
    subject: 'outgoing-document',
    subjectId: id,
    detail: { book, number, symbol, issuedBy, recipients, language, pages, answerExpectedOn },
  });
  return { outgoingNumber: number, outgoingSymbol: symbol };
}

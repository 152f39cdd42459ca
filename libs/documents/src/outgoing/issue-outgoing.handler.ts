import { dateInZone, tidyLine } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, optionalText, readVariables } from '../job-variables.js';
import { composeSymbol } from '../numbering/document-number.js';
import { getAgency } from '../numbering/get-agency.query.js';
import { takeNumber } from '../numbering/take-number.js';
import { closeAnsweredObligations } from '../obligations/close-answered-obligations.js';
import { OutgoingNotSignedError } from './errors.js';

const variablesSchema = z.object({
  outgoingDocumentId: z.uuid(),
  issuedBy: nameSchema,
  /** Nơi nhận, one a line or parted by semicolons. */
  recipients: z
    .string()
    .transform((text) => text.split(/[\n;]/).map((line) => tidyLine(line).replace(/^- ?/, '')))
    .transform((lines) => lines.filter((line) => line !== ''))
    .refine((lines) => lines.length > 0, 'names nobody'),
  note: optionalText,
});

type Issue = z.output<typeof variablesSchema>;

/**
 * Topic `documents.issue-outgoing`: the next number of the outgoing book, the symbol made of it, and the document as
 * issued, in one transaction (ND 30 §15); with it the reply obligations close that it answers. Refuses what is not
 * signed. Output: outgoingNumber, outgoingSymbol.
 */
export const issueOutgoingHandler: JobHandler = {
  topic: 'documents.issue-outgoing',
  async handle(job) {
    const issue = readVariables(variablesSchema, job);
    return {
      async commit(context) {
        const issued = await issueDocument(context, issue);
        await closeAnsweredObligations(context, issue.outgoingDocumentId);
        return issued;
      },
    };
  },
};

async function issueDocument(
  context: CommandContext,
  { outgoingDocumentId: id, issuedBy, recipients, note }: Issue,
): Promise<{ outgoingNumber: number; outgoingSymbol: string }> {
  const { tx, now, zone } = context;
  const [document] = await tx.query<{ status: string; type: string; unit: string }>(
    'select status, document_type as type, drafting_unit as unit from outgoing_document where id = $1 for update',
    [id],
  );
  if (document?.status !== 'signed') throw new OutgoingNotSignedError(id, document?.status);

  const { book, year, number } = await takeNumber(context, 'outgoing');
  const { code: agency } = await getAgency(tx);
  const symbol = composeSymbol({ number, type: document.type, agency, unit: document.unit });
  await tx.execute(
    `update outgoing_document
     set status = 'issued', book = $2, issue_year = $3, issue_number = $4, symbol = $5, document_date = $6,
         recipients = $7, issue_note = $8, issued_by = $9, issued_at = $10
     where id = $1`,
    [id, book, year, number, symbol, dateInZone(now, zone), recipients, note, issuedBy, now],
  );
  context.audit({
    subject: 'outgoing-document',
    subjectId: id,
    detail: { number, symbol, issuedBy, recipients },
  });
  return { outgoingNumber: number, outgoingSymbol: symbol };
}

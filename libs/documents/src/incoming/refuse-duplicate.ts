import type { CommandContext } from '#runtime';
import { DuplicateIncomingDocumentError, type RegisteredEarlier } from './errors.js';
import type { IncomingDocumentInput } from './incoming-document.schema.js';
import { agencyKey } from './sender-agency.js';

interface Candidate extends RegisteredEarlier {
  readonly senderAgency: string;
}

/**
 * Refuses a number and symbol that the same agency has given to a document of the same year, as far as spelling lets one
 * tell. The date may differ: then one of the two is mistyped, or it really is another document. Numbers begin anew each
 * year, so another year makes no twin; nor does what was voided. Twins that are registered at once wait for one another.
 * @throws DuplicateIncomingDocumentError
 */
export async function refuseDuplicate({ tx }: CommandContext, input: IncomingDocumentInput): Promise<void> {
  const { documentNumber, documentDate, senderAgency, acceptDuplicate } = input;
  if (!documentNumber) return;
  await tx.execute('select pg_advisory_xact_lock(hashtextextended(document_number_key($1), 0))', [documentNumber]);
  if (acceptDuplicate) return;
  const year = documentDate.slice(0, 4);
  const candidates = await tx.query<Candidate>(
    `select d.id, d.book, d.arrival_number as "arrivalNumber", d.arrival_year as "arrivalYear", d.document_date as "documentDate",
       d.sender_agency as "senderAgency", d.registered_at as "registeredAt", coalesce(p.full_name, d.registered_by) as "registeredBy"
     from incoming_document d left join person p on p.login = d.registered_by
     where document_number_key(d.document_number) = document_number_key($1)
       and d.document_date between $2 and $3 and d.voided_at is null
     order by d.document_date <> $4, d.registered_at, d.id`,
    [documentNumber, `${year}-01-01`, `${year}-12-31`, documentDate],
  );
  const agency = agencyKey(senderAgency);
  const earlier = candidates.find((candidate) => agencyKey(candidate.senderAgency) === agency);
  if (earlier !== undefined) throw new DuplicateIncomingDocumentError(documentNumber, documentDate, earlier);
}

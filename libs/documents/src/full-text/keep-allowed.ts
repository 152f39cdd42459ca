import type { Transaction } from '#database';
import { typeName, typeNamed } from '../numbering/document-types.js';
import { readableIncoming, readableOutgoing, readerParameters } from '../reading-rights.js';
import type { Found } from './find-words.js';
import type { Looked } from './search-all.js';
import type { DocumentSearch } from './search-documents.query.js';
import { readTerms, tsqueryOf } from './search-terms.js';

/** So many of what was found are asked first who may read them, then so many times more: mostly one page is all that is wanted. */
export const [PORTION, PORTION_GROWTH] = [100, 5];

/** The first of them that {@link keepAllowed} keeps: one more than the limit, where there are so many. */
export async function firstAllowed({ tx, search }: Pick<Looked, 'tx' | 'search'>, found: readonly Found[], limit: number): Promise<Found[]> {
  const allowed: Found[] = [];
  for (let [from, portion] = [0, PORTION]; from < found.length && allowed.length <= limit; from += portion, portion *= PORTION_GROWTH) {
    allowed.push(...(await keepAllowed(tx, found.slice(from, from + portion), search)));
  }
  return allowed.slice(0, limit + 1);
}

/** Those of them that are not locked, that the filters leave and that the reader may read; in their order. */
export async function keepAllowed(tx: Transaction, found: readonly Found[], search: DocumentSearch): Promise<Found[]> {
  if (found.length === 0) return [];
  const { reader, type } = search;
  return tx.query<Found>(ALLOWED, [
    found.map(({ id }) => id),
    found.map(({ kind }) => kind),
    search.zone,
    ...readerParameters(reader),
    search.urgency ?? null,
    search.unit ?? null,
    search.status ?? null,
    search.from ?? null,
    search.to ?? null,
    search.sender === undefined ? null : termsOf(search.sender),
    type === undefined ? null : typeOf(type),
    reader === undefined || reader.groups.includes('clerk'),
    type === undefined ? null : termsOf(`"${typeName(typeOf(type))}"`),
    search.kind ?? null,
    found.map(({ matched }) => matched),
  ]);
}

function termsOf(typed: string): string {
  return tsqueryOf(readTerms(typed));
}

/** The abbreviation of a type that we know, else what was typed. */
function typeOf(typed: string): string {
  return typeNamed(typed) ?? typed;
}

/** The text of a file that clerks are asked about is theirs alone to read. */
function notInQuestion(owner: string): string {
  return `($14::boolean or hit.matched <> 'text' or not exists (
    select from gate_question q join attachment a on a.id = q.attachment_id where a.${owner} = d.id and q.answer is null))`;
}

const ALLOWED = `
  select hit.id, hit.kind, hit.matched
  from unnest($1::uuid[], $2::text[], $17::text[]) with ordinality hit(id, kind, matched, place)
  cross join lateral (
    select from incoming_document d
    where hit.kind = 'incoming' and d.id = hit.id and d.content_locked_at is null
      and ($7::text is null or d.urgency = $7) and ($9::text is null or d.status = $9)
      and ($8::text is null or exists (select from incoming_document_lead l where l.document_id = d.id and l.unit_code = $8))
      and ($10::date is null or (d.received_at at time zone $3::text)::date >= $10)
      and ($11::date is null or (d.received_at at time zone $3::text)::date <= $11)
      and ($12::tsquery is null or search_words(d.sender_agency) @@ $12)
      and ($15::tsquery is null or search_words(d.document_type) @@ $15)
      and ${notInQuestion('incoming_document_id')} and ${readableIncoming('d', 4)}
    union all
    select from outgoing_document d
    where hit.kind = 'outgoing' and d.id = hit.id and d.content_locked_at is null
      and ($7::text is null or d.urgency = $7) and ($9::text is null or d.status = $9)
      and ($8::text is null or d.drafting_unit = $8)
      and ($10::date is null or coalesce(d.document_date, (d.created_at at time zone $3::text)::date) >= $10)
      and ($11::date is null or coalesce(d.document_date, (d.created_at at time zone $3::text)::date) <= $11)
      and $12::tsquery is null and ($13::text is null or d.document_type = $13)
      and ${notInQuestion('outgoing_document_id')} and ${readableOutgoing('d', 4)}) document
  where $16::text is null or hit.kind = $16
  order by hit.place`;

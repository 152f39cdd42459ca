import type { Transaction } from '#database';
import type { Urgency } from '../incoming/incoming-document.schema.js';
import type { IncomingStatus } from '../incoming/list-incoming-documents.query.js';
import { typeName } from '../numbering/document-types.js';
import type { OutgoingStatus } from '../outgoing/list-outgoing-documents.query.js';
import { highlight, snippetOf } from './highlight.js';
import type { Match } from './find-words.js';
import type { Term } from './search-terms.js';

export interface Hit {
  readonly id: string;
  readonly kind: 'incoming' | 'outgoing';
  /** Where all words were found. */
  readonly matched: Match;
}

export interface FoundDocument extends Hit {
  /** Number and symbol; null where there is none, or none yet. */
  readonly symbol: string | null;
  /** Number and year in their book: of arrival, or of issue. */
  readonly bookNumber: number | null;
  readonly bookYear: number | null;
  /** Who sent it; null of an outgoing one. */
  readonly senderAgency: string | null;
  readonly documentTypeName: string;
  /** `YYYY-MM-DD`; null of a draft. */
  readonly documentDate: string | null;
  readonly subject: string;
  readonly urgency: Urgency;
  readonly status: IncomingStatus | OutgoingStatus;
  /** The lead unit, or the one that drafted it. */
  readonly unit: string | null;
  readonly unitName: string | null;
  /** Its number is voided. */
  readonly voided: boolean;
  /** Where it was found, as HTML: escaped, what was found in `<mark>`. Of the subject, or of the text of a file. */
  readonly snippet: string;
  /** Name of the file that the snippet is of. */
  readonly fileName: string | null;
}

type DocumentRow = Omit<FoundDocument, 'matched' | 'snippet' | 'fileName'>;

interface FileText {
  readonly documentId: string;
  readonly fileName: string;
  readonly text: string;
}

/** Letters of each file in which a snippet is looked for: a page of hits must not read books. */
const LETTERS_OF_A_FILE = 60_000;

/** What people are shown of hits, in the order of these. */
export async function describeHits(tx: Transaction, hits: readonly Hit[], terms: readonly Term[]): Promise<FoundDocument[]> {
  if (hits.length === 0) return [];
  const documents = await tx.query<DocumentRow>(DOCUMENTS, [hits.map(({ id }) => id)]);
  const inText = hits.filter(({ matched }) => matched === 'text').map(({ id }) => id);
  const files = inText.length === 0 ? [] : await tx.query<FileText>(TEXTS, [inText, LETTERS_OF_A_FILE]);
  const byId = new Map(documents.map((document) => [document.id, document]));
  return hits.flatMap((hit) => {
    const document = byId.get(hit.id);
    if (document === undefined) return [];
    const documentTypeName = typeName(document.documentTypeName);
    return [{ ...document, ...hit, documentTypeName, ...bestSnippet(document.subject, files.filter(({ documentId }) => documentId === hit.id), terms) }];
  });
}

/** Of the text that has most of the words, the subject before files. */
function bestSnippet(subject: string, files: readonly FileText[], terms: readonly Term[]): Pick<FoundDocument, 'snippet' | 'fileName'> {
  let best = { ...highlight(subject, terms), fileName: null as string | null };
  for (const { fileName, text } of files) {
    const snippet = snippetOf(text, terms);
    if (snippet !== undefined && snippet.found > best.found) best = { ...snippet, fileName };
  }
  return { snippet: best.html, fileName: best.fileName };
}

const DOCUMENTS = `
  select d.id, 'incoming' as kind, d.document_number as symbol, d.arrival_number as "bookNumber", d.arrival_year as "bookYear",
         d.sender_agency as "senderAgency", d.document_type as "documentTypeName", d.document_date as "documentDate", d.subject,
         d.urgency, d.status, lead.unit_code as unit, unit.name as "unitName", d.voided_at is not null as voided
  from incoming_document d
  left join incoming_document_lead lead on lead.document_id = d.id
  left join unit on unit.code = lead.unit_code
  where d.id = any($1)
  union all
  select d.id, 'outgoing', d.symbol, d.issue_number, d.issue_year, null, d.document_type, d.document_date, d.subject,
         d.urgency, d.status, d.drafting_unit, unit.name, d.voided_at is not null
  from outgoing_document d left join unit on unit.code = d.drafting_unit
  where d.id = any($1)`;

const TEXTS = `
  select coalesce(a.incoming_document_id, a.outgoing_document_id) as "documentId", a.file_name as "fileName", left(a.text, $2) as text
  from attachment a
  where (a.incoming_document_id = any($1) or a.outgoing_document_id = any($1)) and a.text is not null and a.replaced_by is null
  order by a.id`;

import type { Database, Transaction } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { Urgency } from '../incoming/incoming-document.schema.js';
import type { IncomingStatus } from '../incoming/list-incoming-documents.query.js';
import type { OutgoingStatus } from '../outgoing/list-outgoing-documents.query.js';
import type { DocumentReader } from '../reading-rights.js';
import { filterMarks } from './filter-marks.js';
import { findRare, MATCHES } from './find-words.js';
import { describeHits, type FoundDocument } from './found-documents.js';
import { findFew, narrowingsOf } from './narrowed-documents.js';
import { searchAll } from './search-all.js';
import { searchFew } from './search-few.js';
import { readTerms } from './search-terms.js';

export interface DocumentSearch extends PageRequest {
  /** Words that must all occur, in any order, with or without diacritics; quotes keep words together. */
  readonly q: string;
  readonly kind?: 'incoming' | 'outgoing';
  /** Words of the agency that sent it; leaves out outgoing documents. */
  readonly sender?: string;
  /** Name or abbreviation. */
  readonly type?: string;
  readonly urgency?: Urgency;
  /** Code of the lead unit, or of the drafting one. */
  readonly unit?: string;
  readonly status?: IncomingStatus | OutgoingStatus;
  /**
   * First and last day, `YYYY-MM-DD` in the zone of the office: of arrival; of an outgoing document its own, or that on which
   * it was begun.
   */
  readonly from?: string;
  readonly to?: string;
  /** IANA zone of the office. */
  readonly zone: string;
  /** Nothing else is found, nor counted in the page. */
  readonly reader?: DocumentReader;
}

/** Rank of the last hit, and its id: ids grow with the time of their making. */
const cursorSchema = z.tuple([z.int().min(0).max(MATCHES.length - 1), z.uuid()]);

/**
 * Documents of both kinds by their words: first those whose number has all of them, then subject and agency, then the text of
 * their files; in each of these the latest first. Documents whose content is locked are not found, nor by the text of a file
 * while clerks are asked whether it may be here.
 *
 * What is little goes first: the documents of a unit, a state or a reader where these are few, else the words together with the
 * filters. Nothing is ranked by `ts_rank`: that reads every vector of a common word, which takes seconds of 100,000 documents
 * (bench/README.md). @throws BadCursorError
 */
export async function searchDocuments(database: Database, search: DocumentSearch): Promise<Page<FoundDocument>> {
  const terms = readTerms(search.q);
  const [rank, id] = readCursor(search.after, cursorSchema) ?? [0, null];
  if (terms.length === 0) return { items: [], next: null };
  return database.transaction(async (tx) => {
    const words = { terms, marks: await marksOf(tx, search) };
    const narrowings = narrowingsOf(search);
    const few = narrowings.length === 0 ? null : ((await findRare(tx, words)) ?? (await findFew(tx, narrowings)));
    const looked = { tx, search, words, after: { matched: MATCHES[rank]!, id } };
    const hits = few === null ? await searchAll(looked, narrowings) : await searchFew(looked, few);
    const { items, next } = toPage(hits, search.limit, (last) => [MATCHES.indexOf(last.matched), last.id]);
    return { items: await describeHits(tx, items, terms), next };
  });
}

/** Filters go by the marks once each document has its own; until then each hit is asked. */
async function marksOf(tx: Transaction, search: DocumentSearch): Promise<string | null> {
  const marks = filterMarks(search);
  if (marks === null) return null;
  const unmarked = await tx.query('select from document_search where not marked limit 1');
  return unmarked.length === 0 ? marks : null;
}

import type { Database, Transaction } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { Urgency } from '../incoming/incoming-document.schema.js';
import type { IncomingStatus } from '../incoming/list-incoming-documents.query.js';
import type { OutgoingStatus } from '../outgoing/list-outgoing-documents.query.js';
import type { DocumentReader } from '../reading-rights.js';
import { filterMarks } from './filter-marks.js';
import { findAmong, findByIndex, findInLatest, findRare, type Found, MATCHES, type Wanted } from './find-words.js';
import { describeHits, type FoundDocument, type Hit } from './found-documents.js';
import { keepAllowed } from './keep-allowed.js';
import { findFew, findMany, type Narrowing, narrowingsOf } from './narrowed-documents.js';
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
 * Rank by rank, as long as the page is not full: to rank all hits by `ts_rank` reads every vector of a common word,
 * which takes seconds of 100,000 documents (bench/README.md). What is little goes first: the documents of a reader or a unit
 * where these are few, else the words together with the filters. @throws BadCursorError
 */
export async function searchDocuments(database: Database, search: DocumentSearch): Promise<Page<FoundDocument>> {
  const terms = readTerms(search.q);
  const [rank, id] = readCursor(search.after, cursorSchema) ?? [0, null];
  if (terms.length === 0) return { items: [], next: null };
  return database.transaction(async (tx) => {
    const narrowings = narrowingsOf(search);
    const marks = await marksOf(tx, search);
    const few = narrowings.length === 0 ? null : ((await findRare(tx, { terms, marks })) ?? (await findFew(tx, narrowings)));
    const looked = { tx, search, narrowings, few: few?.sort().reverse() ?? null };
    const hits: Hit[] = [];
    for (let at = rank; at < MATCHES.length && hits.length <= search.limit; at++) {
      const matched = MATCHES[at]!;
      const wanted = { matched, terms, marks, before: at === rank ? id : null };
      const found = await findOfRank(looked, wanted, search.limit + 1 - hits.length);
      hits.push(...found.map((hit) => ({ ...hit, matched })));
    }
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

interface Looked {
  readonly tx: Transaction;
  readonly search: DocumentSearch;
  readonly narrowings: readonly Narrowing[];
  /** All that the words, or else reader, unit and state leave, where that is little; the latest first. */
  readonly few: readonly string[] | null;
}

/** So many of the latest documents are looked through first, then more: of a word that is common they fill the page. */
const LATEST = [300, 1_500] as const;
/** Part of the latest documents that have the words, below which the index is asked instead. */
const COMMON = 0.05;
/** So many of the latest few are looked at first. */
const FIRST = 300;
/** First portion of what was found that is asked who may read it; the next is larger. */
const [PORTION, GROWTH] = [100, 5];

async function findOfRank({ tx, search, narrowings, few }: Looked, wanted: Wanted, limit: number): Promise<Found[]> {
  if (few !== null) {
    const hits: Found[] = [];
    for (let [from, to] = [0, FIRST]; from < few.length && hits.length < limit; [from, to] = [to, few.length]) {
      hits.push(...(await keepAllowed(tx, await findAmong(tx, wanted, few.slice(from, to)), search, wanted.matched)));
    }
    return hits.slice(0, limit);
  }
  // What has no other words than numbers is rare.
  for (const count of wanted.matched === 'number' ? [] : LATEST) {
    const found = await findInLatest(tx, wanted, count);
    const latest = await keepAllowed(tx, found, search, wanted.matched);
    if (latest.length >= limit) return latest.slice(0, limit);
    if (found.length < count * COMMON) break;
  }
  const hits: Found[] = [];
  const among = await findMany(tx, narrowings);
  let before = wanted.before;
  for (let portion = PORTION; hits.length < limit; portion *= GROWTH) {
    const found = await findByIndex(tx, { ...wanted, before }, among, portion);
    hits.push(...(await keepAllowed(tx, found, search, wanted.matched)));
    if (found.length < portion) break;
    before = found.at(-1)!.id;
  }
  return hits.slice(0, limit);
}

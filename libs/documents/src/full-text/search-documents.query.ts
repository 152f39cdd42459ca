import type { Database, Transaction } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { Urgency } from '../incoming/incoming-document.schema.js';
import type { IncomingStatus } from '../incoming/list-incoming-documents.query.js';
import { typeName, typeNamed } from '../numbering/document-types.js';
import type { OutgoingStatus } from '../outgoing/list-outgoing-documents.query.js';
import { type DocumentReader, readableIncoming, readableOutgoing, readerParameters } from '../reading-rights.js';
import { describeHits, type FoundDocument, type Hit } from './found-documents.js';
import { pairsOf, readTerms, type Term, tsqueryOf } from './search-terms.js';

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

/** Where all words were found, the best first; each holds what the one before holds. */
export const MATCHES = ['number', 'subject', 'text'] as const;
export type Match = (typeof MATCHES)[number];

const COLUMNS: Readonly<Record<Match, string>> = { number: 'number', subject: 'head', text: 'content' };

/** Rank of the last hit, and its id: ids grow with the time of their making. */
const cursorSchema = z.tuple([z.int().min(0).max(MATCHES.length - 1), z.uuid()]);

/**
 * Documents of both kinds by their words: first those whose number has all of them, then subject and agency, then the text of
 * their files; in each of these the latest first. Documents whose content is locked are not found, nor by the text of a file
 * while clerks are asked whether it may be here.
 *
 * Rank by rank, as long as the page is not full: to rank all hits by `ts_rank` reads every vector of a common word,
 * which takes seconds of 100,000 documents (bench/README.md). @throws BadCursorError
 */
export async function searchDocuments(database: Database, search: DocumentSearch): Promise<Page<FoundDocument>> {
  const terms = readTerms(search.q);
  const [rank, id] = readCursor(search.after, cursorSchema) ?? [0, null];
  if (terms.length === 0) return { items: [], next: null };
  return database.transaction(async (tx) => {
    const hits: Hit[] = [];
    for (let at = rank; at < MATCHES.length && hits.length <= search.limit; at++) {
      hits.push(...(await hitsOfRank(tx, search, terms, at, at === rank ? id : null, search.limit + 1 - hits.length)));
    }
    const { items, next } = toPage(hits, search.limit, (last) => [MATCHES.indexOf(last.matched), last.id]);
    return { items: await describeHits(tx, items, terms), next };
  });
}

/** So many of the latest documents are looked through first, then more: of a word that is common they fill the page. */
const LATEST = [300, 1_500, 7_500] as const;
/** Part of the latest documents that have the words, below which the index is asked instead. */
const COMMON = 0.05;
/** First portion of what the index names, for whoever reads all and for others, who may read little of it; the next is larger. */
const [PORTION_OF_ALL, PORTION_OF_OTHERS, GROWTH] = [100, 500, 5];

async function hitsOfRank(
  tx: Transaction,
  search: DocumentSearch,
  terms: readonly Term[],
  rank: number,
  first: string | null,
  limit: number,
): Promise<Hit[]> {
  const matched = MATCHES[rank]!;
  const words: Words = { column: COLUMNS[matched], better: rank === 0 ? undefined : COLUMNS[MATCHES[rank - 1]!], terms, search };
  const wanted = async (found: readonly Found[]): Promise<Hit[]> =>
    (await wantedOf(tx, found, search, matched)).map((hit) => ({ ...hit, matched }));

  // What has no other words than numbers is rare.
  for (const count of rank === 0 ? [] : LATEST) {
    const found = await findWords(tx, words, 'latest', first, count);
    const latest = await wanted(found);
    if (latest.length >= limit) return latest.slice(0, limit);
    if (found.length < count * COMMON) break;
  }
  const hits: Hit[] = [];
  let before = first;
  const readsAll = readerParameters(search.reader)[0] === null;
  for (let portion = readsAll ? PORTION_OF_ALL : PORTION_OF_OTHERS; hits.length < limit; portion *= GROWTH) {
    const found = await findWords(tx, words, 'index', before, portion);
    hits.push(...(await wanted(found)));
    if (found.length < portion) break;
    before = found.at(-1)!.id;
  }
  return hits.slice(0, limit);
}

interface Found {
  readonly id: string;
  readonly kind: 'incoming' | 'outgoing';
}

interface Words {
  readonly column: string;
  /** Of a better rank: what has the words there is left out. */
  readonly better: string | undefined;
  readonly terms: readonly Term[];
  readonly search: DocumentSearch;
}

/** Where words are looked for: in the latest documents one after the other, or in all by the index of their words. */
type Source = 'latest' | 'index';

/**
 * The latest documents that have the words, whoever may read them. Planners cannot choose between the two sources: how common a
 * word is that is in no statistics, and how often words stand together, they guess, and a wrong guess takes a second. So both
 * are fixed: `offset 0` keeps the order of the answer away from the index.
 */
async function findWords(tx: Transaction, { column, better, terms, search }: Words, source: Source, before: string | null, count: number): Promise<Found[]> {
  const { kind, sender, type } = search;
  const behind = '($2::uuid is null or s.document_id < $2)';
  const hasWords = `s.${column} @@ $1::tsquery and ${better === undefined ? 'true' : `not (s.${better} @@ $1::tsquery)`}
    and ($4::text is null or s.kind = $4) and ($5::tsquery is null or s.head @@ $5)
    and ($6::tsquery is null or s.kind = 'outgoing' or s.head @@ $6) and ($7::tsquery is null or s.${column} @@ $7)`;
  const sql =
    source === 'latest'
      ? `select s.document_id as id, s.kind
         from (select * from document_search s where ${behind} order by s.document_id desc limit $3) s where ${hasWords}
         order by s.document_id desc`
      : `select s.document_id as id, s.kind from (select * from document_search s where ${hasWords} and ${behind} offset 0) s
         order by s.document_id desc limit $3`;
  // A plan that is kept knows no word. What follows is asked by kept plans: its planning takes longer than it does itself.
  tx.later({ sql: 'set local plan_cache_mode = force_custom_plan' });
  const pairs = column === COLUMNS.text ? pairsOf(terms) : null;
  const found = await tx.query<Found>(sql, [tsqueryOf(terms), before, count, kind ?? null, termsOf(sender), termsOfType(type), pairs]);
  tx.later({ sql: 'set local plan_cache_mode = auto' });
  return found;
}

/** Those of them that are not locked, that the filters leave and that the reader may read; in their order. */
async function wantedOf(tx: Transaction, found: readonly Found[], { reader, ...search }: DocumentSearch, matched: Match): Promise<Found[]> {
  if (found.length === 0) return [];
  return tx.query<Found>(WANTED, [
    found.map(({ id }) => id),
    found.map(({ kind }) => kind),
    search.zone,
    ...readerParameters(reader),
    search.urgency ?? null,
    search.unit ?? null,
    search.status ?? null,
    search.from ?? null,
    search.to ?? null,
    termsOf(search.sender),
    search.type === undefined ? null : typeOf(search.type),
    matched !== 'text' || reader === undefined || reader.groups.includes('clerk'),
    termsOfType(search.type),
  ]);
}

function termsOf(typed: string | undefined): string | null {
  return typed === undefined ? null : tsqueryOf(readTerms(typed)) || null;
}

function termsOfType(typed: string | undefined): string | null {
  return typed === undefined ? null : termsOf(`"${typeName(typeOf(typed))}"`);
}

/** The abbreviation of a type that we know, else what was typed. */
function typeOf(typed: string): string {
  return typeNamed(typed) ?? typed;
}

/** The text of a file that clerks are asked about is theirs alone to read. */
function notInQuestion(owner: string): string {
  return `($14::boolean or not exists (
    select from gate_question q join attachment a on a.id = q.attachment_id where a.${owner} = d.id and q.answer is null))`;
}

const WANTED = `
  select hit.id, hit.kind
  from unnest($1::uuid[], $2::text[]) with ordinality hit(id, kind, place)
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
  order by hit.place`;

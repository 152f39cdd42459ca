import type { Transaction } from '#database';
import { type Planning, queryPlanned } from './planned-query.js';
import { pairsOf, type Term, tsqueryOf } from './search-terms.js';

/** Where all words were found, the best first; each holds what the one before holds. */
export const MATCHES = ['number', 'subject', 'text'] as const;
export type Match = (typeof MATCHES)[number];

const COLUMNS: Readonly<Record<Match, string>> = { number: 'number', subject: 'head', text: 'content' };

export interface Found {
  readonly id: string;
  readonly kind: 'incoming' | 'outgoing';
  readonly matched: Match;
}

/** What is looked for in the vectors of `document_search`. */
export interface Words {
  readonly terms: readonly Term[];
  /** `tsquery` of the filters, see `filterMarks`; null for none. */
  readonly marks: string | null;
}

/** The last one that was shown. */
export interface After {
  readonly matched: Match;
  /** null: none of this rank was. */
  readonly id: string | null;
}

/** What is looked for rank by rank. */
export interface Wanted extends Words {
  readonly matched: Match;
  /** Only documents behind this one. */
  readonly before: string | null;
}

/** Those of so many of the latest documents that have the words; one is looked at after the other. */
export function findInLatest(tx: Transaction, wanted: Wanted, count: number): Promise<Found[]> {
  const { conditions, parameters } = conditionsOf(wanted);
  return queryPlanned(
    tx,
    { plan: 'custom', without: [] },
    `select s.document_id as id, s.kind, '${wanted.matched}' as matched
     from (select * from document_search s where ${BEHIND} order by s.document_id desc limit $4) s where ${conditions}
     order by s.document_id desc`,
    [...parameters, count],
  );
}

/**
 * Those of some documents that have the words, the best first; each is looked at once for all ranks.
 * @param deepest `subject`: not in the text of files, which costs four times as much
 */
export function findAmong(tx: Transaction, { terms, marks }: Words, after: After, ids: readonly string[], deepest: 'subject' | 'text'): Promise<Found[]> {
  return queryPlanned(
    tx,
    { plan: 'custom', without: [] },
    `select s.id, s.kind, ($6::text[])[s.rank] as matched
     from (select s.document_id as id, s.kind,
                  case when s.${COLUMNS.subject} @@ $1::tsquery then case when s.${COLUMNS.number} @@ $1 then 1 else 2 end
                       when $7::boolean and s.${COLUMNS.text} @@ $1 and ($2::tsquery is null or s.${COLUMNS.text} @@ $2) then 3 end as rank
           from document_search s where s.document_id = any($3::uuid[]) offset 0) s
     where s.rank > $4 or s.rank = $4 and ($5::uuid is null or s.id < $5)
     order by s.rank, s.id desc`,
    [queryOf(terms, marks), pairsOf(terms), ids, MATCHES.indexOf(after.matched) + 1, after.id, MATCHES, deepest === 'text'],
  );
}

/**
 * The latest documents that have the words, by the index of all words.
 * @param among only these; null for all
 */
export function findByIndex(tx: Transaction, wanted: Wanted, among: readonly string[] | null, count: number): Promise<Found[]> {
  const { conditions, parameters } = conditionsOf(wanted);
  return queryPlanned(
    tx,
    BY_WORDS,
    `select s.document_id as id, s.kind, '${wanted.matched}' as matched
     from (select * from document_search s where ${conditions} and ${BEHIND} offset 0) s
     ${among === null ? '' : 'where s.document_id = any($5::uuid[])'}
     order by s.document_id desc limit $4`,
    [...parameters, count, ...(among === null ? [] : [among])],
  );
}

/** To ask who may read a document takes about 30 µs, to find what one person may read some milliseconds. */
export const RARE = 200;
/** What none of so many of the latest has is rare enough to ask the index: of a common word that alone takes 10 ms. */
const SAMPLE = 100;

/** All documents that have the words anywhere and pass the filters, where these are few; null where they may be more. */
export async function findRare(tx: Transaction, words: Words): Promise<string[] | null> {
  const anywhere = { ...words, matched: 'text', before: null } as const;
  const { conditions, parameters } = conditionsOf(anywhere, null);
  const sample = await queryPlanned(
    tx,
    { plan: 'custom', without: [] },
    `select from (select * from document_search order by document_id desc limit $4) s where ${conditions} and ${BEHIND} limit 1`,
    [...parameters, SAMPLE],
  );
  if (sample.length > 0) return null;
  const rows = await queryPlanned<{ id: string }>(
    tx,
    BY_WORDS,
    `select s.document_id as id from document_search s where ${conditions} and ${BEHIND} limit $4`,
    [...parameters, RARE + 1],
  );
  return rows.length > RARE ? null : rows.map(({ id }) => id);
}

/** The one index that is left holds the words. */
const BY_WORDS: Planning = { plan: 'custom', without: ['seqscan', 'indexscan'] };

const BEHIND = '($3::uuid is null or s.document_id < $3)';

const BETTER: Readonly<Record<Match, string | null>> = { number: null, subject: COLUMNS.number, text: COLUMNS.subject };

/** Over `document_search s`; `offset 0` above keeps them apart from the order of the answer. Takes $1 to $3. */
function conditionsOf({ matched, terms, marks, before }: Wanted, better: string | null = BETTER[matched]): { conditions: string; parameters: readonly unknown[] } {
  const column = COLUMNS[matched];
  const pairs = matched === 'text' ? pairsOf(terms) : null;
  return {
    conditions: `s.${column} @@ $1::tsquery and ($2::tsquery is null or s.${column} @@ $2)
      ${better === null ? '' : `and not (s.${better} @@ $1::tsquery)`}`,
    parameters: [queryOf(terms, marks), pairs, before],
  };
}

function queryOf(terms: readonly Term[], marks: string | null): string {
  return [tsqueryOf(terms), ...(marks === null ? [] : [marks])].join(' & ');
}

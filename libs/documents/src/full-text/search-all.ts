import type { Transaction } from '#database';
import { type After, findByIndex, findInLatest, type Found, MATCHES, type Wanted, type Words } from './find-words.js';
import { firstAllowed, keepAllowed, PORTION, PORTION_GROWTH } from './keep-allowed.js';
import { findMany, type Narrowing } from './narrowed-documents.js';
import type { DocumentSearch } from './search-documents.query.js';

export interface Looked {
  readonly tx: Transaction;
  readonly search: DocumentSearch;
  readonly words: Words;
  readonly after: After;
}

/** So many of the latest documents are looked through first, then more: of a word that is common they fill the page. */
const LATEST = [300, 1_500] as const;
/** Part of the latest documents that have the words, below which the index is asked instead. */
const COMMON = 0.05;

/** One hit more than a page, the best first, of all documents: rank by rank, as long as the page is not full. */
export async function searchAll(looked: Looked, narrowings: readonly Narrowing[]): Promise<Found[]> {
  const { tx, search, words, after } = looked;
  let many: Promise<string[] | null> | undefined;
  const among = () => (many ??= findMany(tx, narrowings));
  const hits: Found[] = [];
  for (const matched of MATCHES.slice(MATCHES.indexOf(after.matched))) {
    const wanted = { ...words, matched, before: matched === after.matched ? after.id : null };
    if (hits.length <= search.limit) hits.push(...(await findOfRank(looked, wanted, among, search.limit - hits.length)));
  }
  return hits;
}

/** @returns one more than the limit, where there are so many */
async function findOfRank(looked: Looked, wanted: Wanted, among: () => Promise<string[] | null>, limit: number): Promise<Found[]> {
  const { tx, search } = looked;
  // What has no other words than numbers is rare.
  for (const count of wanted.matched === 'number' ? [] : LATEST) {
    const found = await findInLatest(tx, wanted, count);
    const latest = await firstAllowed(looked, found, limit);
    if (latest.length > limit) return latest;
    if (found.length < count * COMMON) break;
  }
  const hits: Found[] = [];
  let before = wanted.before;
  for (let portion = PORTION; hits.length <= limit; portion *= PORTION_GROWTH) {
    const found = await findByIndex(tx, { ...wanted, before }, await among(), portion);
    hits.push(...(await keepAllowed(tx, found, search)));
    if (found.length < portion) break;
    before = found.at(-1)!.id;
  }
  return hits.slice(0, limit + 1);
}

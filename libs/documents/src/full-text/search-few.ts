import { findAmong, type Found, MATCHES } from './find-words.js';
import { firstAllowed } from './keep-allowed.js';
import type { Looked } from './search-all.js';

/** So many of the latest are looked at first: of a word that is common they fill the page. */
const FIRST = 300;

/**
 * One hit more than a page, the best first, of the few documents that the words, or else reader, unit and state leave.
 * Where the latest fill a page, nothing but a better match comes before them: of the rest numbers and subjects are looked at
 * then, and not the text of files, which is most of the work.
 */
export async function searchFew(looked: Looked, few: readonly string[]): Promise<Found[]> {
  const { tx, search, words, after } = looked;
  const shownTo = after.matched === 'text' ? after.id : null;
  const ids = few.filter((id) => shownTo === null || id < shownTo).sort().reverse();
  const among = async (part: readonly string[], deepest: 'subject' | 'text') =>
    part.length === 0 ? [] : firstAllowed(looked, await findAmong(tx, words, after, part, deepest), search.limit);
  const latest = await among(ids.slice(0, FIRST), 'text');
  const older = await among(ids.slice(FIRST), latest.length > search.limit ? 'subject' : 'text');
  const hits = [...latest, ...older];
  return MATCHES.flatMap((match) => hits.filter(({ matched }) => matched === match)).slice(0, search.limit + 1);
}

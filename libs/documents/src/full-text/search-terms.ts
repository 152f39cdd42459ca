import { foldLetters } from './fold-letters.js';

/** Words that stand behind one another, without diacritics: one word, a quoted phrase, or the parts of `47/QĐ-STP`. */
export type Term = readonly string[];

/** More narrow nothing that people look for and only cost time. */
const [MOST_TERMS, MOST_LETTERS] = [12, 200];

/** What people say before a number, whatever kind of document it is: `công văn 47/QĐ-STP`, `vb số 12`. */
const SAID_BEFORE_NUMBERS = /(?:^|\s)(?:(?:cong van|van ban|cv|vb)(?:\s+so)?|so)(?=\s+\d)/g;

/**
 * What was typed in a search box, as the terms that must all occur, in any order. Quotes keep words together, and so does
 * whatever parts words that are written without spaces.
 */
export function readTerms(typed: string): Term[] {
  const folded = foldLetters(typed.normalize('NFC').slice(0, MOST_LETTERS)).replace(/[“”„]/g, '"');
  const [phrases, loose]: [string[], string[]] = [[], []];
  folded.split('"').forEach((part, index) => (index % 2 === 1 ? phrases : loose).push(part));
  const words = loose.flatMap((part) => part.replace(SAID_BEFORE_NUMBERS, ' ').split(/\s+/));
  const terms = [...phrases, ...words.map(withoutZeros)].map((part) => part.match(/[\p{L}\p{N}]+/gu) ?? []);
  return terms.filter((term) => term.length > 0).slice(0, MOST_TERMS);
}

/** As a `tsquery` of the vectors of `document_search`; the words hold letters and digits alone, so nothing is to be escaped. */
export function tsqueryOf(terms: readonly Term[]): string {
  return terms.map((term) => `(${term.map((word) => `'${word}'`).join(' <-> ')})`).join(' & ');
}

/** Bytes of the longest pair that the vector of files holds; see `word_pairs` of the database. */
const LONGEST_PAIR = 24;

/** As a `tsquery` of the pairs of words that stand side by side in the terms; null where there are none. */
export function pairsOf(terms: readonly Term[]): string | null {
  const pairs = terms.flatMap((term) => term.slice(1).map((word, index) => `${term[index]} ${word}`));
  const held = pairs.filter((pair) => Buffer.byteLength(pair) <= LONGEST_PAIR);
  return held.length === 0 ? null : held.map((pair) => `'${pair}'`).join(' & ');
}

/** Numbers are indexed also without the zeros in front, so 007/BC finds 07/BC. */
function withoutZeros(word: string): string {
  return word.replace(/^0+(?=\d+\/)/, '');
}

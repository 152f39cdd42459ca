import { tidyLine } from '#foundation';

/** More words narrow nothing that people look for and only cost time. */
const MOST_WORDS = 8;

/** Conditions of a search and the parameters they take. */
export interface WordSearch {
  /** ` and …` for each word, empty for an empty box. */
  readonly conditions: string;
  readonly parameters: string[];
}

/**
 * What was typed in a search box, as SQL: every word must occur, in any order, with or without diacritics. One `like`
 * per word, because the trigram index serves those and not `like all (…)`.
 * @param column holds text that went through `without_diacritics`
 * @param firstParameter number of the first parameter that is free
 */
export function searchFor(typed: string | undefined, column: string, firstParameter: number): WordSearch {
  const words = tidyLine(typed ?? '').split(' ').filter((word) => word !== '');
  const patterns = words.slice(0, MOST_WORDS).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  return {
    conditions: patterns.map((_, index) => ` and ${column} like without_diacritics($${firstParameter + index})`).join(''),
    parameters: patterns,
  };
}

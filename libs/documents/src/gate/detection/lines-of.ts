/** A line as the detectors look at it, in its two spellings of equal length in words. */
export interface ReadLine {
  /** Counted from 1. */
  readonly number: number;
  /** Composed, without characters that nobody sees; the gaps between words are as they were. */
  readonly text: string;
  /** The same in lower case, without diacritics, one space between words. */
  readonly folded: string;
}

/** Soft hyphens, joiners, spaces of no width, marks of direction and of byte order. */
const UNSEEN = /[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

/** The lines of a text that are not blank, whatever it is composed of: NFC or NFD, letters of full width, every kind of space and line end. */
export function linesOf(text: string): ReadLine[] {
  return text
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line, index) => ({ number: index + 1, text: line.trim(), folded: fold(line) }))
    .filter((line) => line.text !== '');
}

/** Without diacritics and in lower case; Đ, also the Icelandic one, becomes d. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ĐđÐðƉɖ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

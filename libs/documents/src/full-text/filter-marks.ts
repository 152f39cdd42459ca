import { DateTime } from 'luxon';
import { typeName, typeNamed } from '../numbering/document-types.js';
import { foldLetters } from './fold-letters.js';
import { readTerms } from './search-terms.js';
import type { DocumentSearch } from './search-documents.query.js';

/**
 * What the filters of a search leave, as a `tsquery` over the marks that `search_marks` of the database puts into the vectors
 * of `document_search`; null where they leave all. It leaves whatever the filters leave and may leave a little more: marks
 * know the words of a sender and not their order, and days by UTC.
 */
export function filterMarks({ kind, urgency, sender, type, from, to }: DocumentSearch): string | null {
  const parts = [
    ...(kind === undefined ? [] : [mark(`kind:${kind}`)]),
    ...(urgency === undefined ? [] : [mark(`urgency:${urgency}`)]),
    ...(sender === undefined ? [] : wordsOf(sender).map((word) => mark(`sender:${word}`))),
    ...(type === undefined ? [] : typeMarks(type)),
    ...(from === undefined && to === undefined ? [] : [dayMarks(from, to)]),
  ];
  return parts.length === 0 ? null : parts.join(' & ');
}

/** Incoming documents bear the name of their type, outgoing ones its abbreviation. */
function typeMarks(typed: string): string[] {
  const type = typeNamed(typed) ?? typed;
  const alternatives = [typeName(type), type].map((written) => wordsOf(written).map((word) => mark(`type:${word}`)).join(' & '));
  const written = alternatives.filter((words) => words !== '');
  return written.length === 0 ? [] : [anyOf(written)];
}

/** Official documents begin with the state; nothing is dated a century ahead. */
const [FIRST_DAY, YEARS_AHEAD] = ['1945-01-01', 100];

/** The fewest years, months and days that cover the days, with one on either side: a day of the office lies in two of UTC. */
function dayMarks(from = FIRST_DAY, to?: string): string {
  let day = utc(from).minus({ days: 1 });
  const last = to === undefined ? utc(from).plus({ years: YEARS_AHEAD }) : utc(to).plus({ days: 1 });
  const marks: string[] = [];
  while (day <= last) {
    const unit = (['year', 'month'] as const).find((longer) => day.hasSame(day.startOf(longer), 'day') && day.endOf(longer) <= last.endOf('day')) ?? 'day';
    marks.push(mark(`${unit}:${day.toFormat(FORMATS[unit])}`));
    day = day.plus({ [unit]: 1 });
  }
  return anyOf(marks);
}

const FORMATS = { year: 'yyyy', month: 'yyyy-MM', day: 'yyyy-MM-dd' } as const;

function utc(day: string): DateTime {
  return DateTime.fromISO(day, { zone: 'utc' });
}

function wordsOf(typed: string): string[] {
  return readTerms(foldLetters(typed).replaceAll('"', ' ')).flat();
}

/** A colon parts words, so nobody types one; the words hold letters and digits alone, so nothing is to be escaped. */
function mark(name: string): string {
  return `'${name}'`;
}

function anyOf(alternatives: readonly string[]): string {
  return `(${alternatives.map((one) => `(${one})`).join(' | ')})`;
}

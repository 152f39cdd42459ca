import type { FigureUnit } from './figure-unit.js';

/** Excel reads a file as UTF-8 only behind this mark; without it Vietnamese letters fall apart. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What stands between columns. Excel with Vietnamese settings, where a comma begins decimals, parts them at semicolons alone.
 * A first line `sep=,` would teach it commas, but makes it forget the byte order mark and with that the Vietnamese letters.
 */
export const CSV_SEPARATORS = { semicolon: ';', comma: ',' } as const;

/** `semicolon` is for Excel, `comma` for programs. */
export type CsvSeparator = keyof typeof CSV_SEPARATORS;

/**
 * How figures are written, and what their titles say of it. Whole numbers only: a spreadsheet with Vietnamese settings takes
 * the point of 0.875 for a mark between thousands and would show 875. So ratios, and counts that have a fraction, are per
 * mille, and lengths of time are seconds.
 */
export const CSV_UNITS: Readonly<Record<FigureUnit, { readonly note: string; of(value: number): number }>> = {
  count: { note: '', of: (value) => value },
  expected: { note: ' (phần nghìn việc)', of: (value) => Math.round(value * 1000) },
  ratio: { note: ' (‰)', of: (value) => Math.round(value * 1000) },
  seconds: { note: ' (giây)', of: (value) => Math.round(value) },
};

/** `plain` is written as it is: a date that a spreadsheet is to read as one. */
export type DelimitedCell = string | number | null | { readonly plain: string };

/** Excel would make 12/2026 a date, 007 the number 7 and 1E5 a hundred thousand. */
const TAKEN_FOR_NUMBER = /^(?!(?:0|[1-9]\d{0,10})$)\d[\d/.,:eE+-]*$/;

/**
 * One line of CSV (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe before it, as Excel
 * itself marks text: subjects and names are what people outside the office have written. For Excel a text of digits that it
 * would change is written as `="12/2026"`.
 */
export function delimitedLine(cells: readonly DelimitedCell[], separator: CsvSeparator): string {
  return `${cells.map((cell) => cellText(cell, separator)).join(CSV_SEPARATORS[separator])}\r\n`;
}

/** What the figures mean, an empty line below them. Programs look for nothing there, so it is for `semicolon` alone. */
export function definitionLines(heading: readonly string[], definitions: readonly (readonly string[])[], separator: CsvSeparator): string[] {
  if (separator === 'comma' || definitions.length === 0) return [];
  return ['\r\n', ...[heading, ...definitions].map((cells) => delimitedLine(cells, separator))];
}

function cellText(cell: DelimitedCell, separator: CsvSeparator): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.plain;
  const safe = harmless(cell, separator);
  return /[";,\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function harmless(text: string, separator: CsvSeparator): string {
  if (separator === 'semicolon' && TAKEN_FOR_NUMBER.test(text)) return `="${text}"`;
  return /^\s*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

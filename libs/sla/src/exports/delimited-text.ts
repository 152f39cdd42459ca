/** Excel reads a file as UTF-8 only behind this mark; without it Vietnamese letters fall apart. */
export const BYTE_ORDER_MARK = '\uFEFF';

export type DelimitedCell = string | number | null;

/**
 * One line of CSV (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe before it, as Excel
 * itself marks text: subjects and names are what people outside the office have written.
 */
export function delimitedLine(cells: readonly DelimitedCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: DelimitedCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = /^\s*[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

import type { FigureDefinition } from '../report/report.js';
import { BYTE_ORDER_MARK, type CsvSeparator, definitionLines, delimitedLine } from './delimited-text.js';
import type { LayoutPeriod, LayoutRow, ReportLayout } from './report-layout.js';

/**
 * Whole numbers only: a spreadsheet with Vietnamese settings takes the point of 0.875 for a mark between thousands and
 * would show 875. So ratios, and counts that are foretold, are per mille, and lengths of time are seconds.
 */
const UNIT_OF_CSV: Readonly<Record<FigureDefinition['unit'], { readonly note: string; of(value: number): number }>> = {
  count: { note: '', of: (value) => value },
  expected: { note: ' (‰)', of: (value) => Math.round(value * 1000) },
  ratio: { note: ' (‰)', of: (value) => Math.round(value * 1000) },
  seconds: { note: ' (giây)', of: (value) => Math.round(value) },
};

/**
 * A report as CSV: one line for each row of each period, the total last; what is foretold of the current one at the end of its
 * lines; what the figures mean below.
 */
export function reportToCsv({ keyTitle, current, previous, forecast }: ReportLayout, separator: CsvSeparator): string {
  const columns = [...current.columns, ...(forecast?.columns ?? [])];
  const titles = columns.map(({ title, unit }) => `${title}${UNIT_OF_CSV[unit].note}`);
  const foretold = forecast === undefined ? [] : [...forecast.rows, forecast.total];
  const linesOf = (name: string, { rows, total, text }: LayoutPeriod, beside: readonly LayoutRow[]): string[] =>
    [...rows, total].map(({ key, label, values }, line) => {
      const figures = columns.map(({ unit }, index) => {
        const value = [...values, ...(beside[line]?.values ?? [])][index] ?? null;
        return value === null ? null : UNIT_OF_CSV[unit].of(value);
      });
      return delimitedLine([name, text, key, label, ...figures], separator);
    });
  return [
    BYTE_ORDER_MARK,
    delimitedLine(['Kỳ', 'Thời gian', 'Mã', keyTitle, ...titles], separator),
    ...linesOf('Kỳ này', current, foretold),
    ...(previous === undefined ? [] : linesOf('Kỳ trước', previous, [])),
    ...definitionLines(
      ['Chỉ tiêu', 'Cách tính', 'Phạm vi tính'],
      columns.map(({ title, meaning, population }) => [title, meaning, population]),
      separator,
    ),
  ].join('');
}

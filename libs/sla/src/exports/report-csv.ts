import { BYTE_ORDER_MARK, CSV_UNITS, type CsvSeparator, definitionLines, delimitedLine } from '#tables';
import type { LayoutPeriod, LayoutRow, ReportLayout } from './report-layout.js';

/**
 * A report as CSV: one line for each row of each period, the total last; what is foretold of the current one at the end of its
 * lines; what the figures mean below.
 */
export function reportToCsv({ keyTitle, current, previous, forecast }: ReportLayout, separator: CsvSeparator): string {
  const columns = [...current.columns, ...(forecast?.columns ?? [])];
  const titles = columns.map(({ title, unit }) => `${title}${CSV_UNITS[unit].note}`);
  const foretold = forecast === undefined ? [] : [...forecast.rows, forecast.total];
  const linesOf = (name: string, { rows, total, text }: LayoutPeriod, beside: readonly LayoutRow[]): string[] =>
    [...rows, total].map(({ key, label, values }, line) => {
      const figures = columns.map(({ unit }, index) => {
        const value = [...values, ...(beside[line]?.values ?? [])][index] ?? null;
        return value === null ? null : CSV_UNITS[unit].of(value);
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

import type { FigureDefinition } from '../report/report.js';
import { BYTE_ORDER_MARK, delimitedLine } from './delimited-text.js';
import type { LayoutPeriod, ReportLayout } from './report-layout.js';

/**
 * Whole numbers only: a spreadsheet with Vietnamese settings takes the point of 0.875 for a mark between thousands and
 * would show 875. So ratios are per mille and lengths of time are seconds.
 */
const UNIT_OF_CSV: Readonly<Record<FigureDefinition['unit'], { readonly note: string; of(value: number): number }>> = {
  count: { note: '', of: (value) => value },
  ratio: { note: ' (‰)', of: (value) => Math.round(value * 1000) },
  seconds: { note: ' (giây)', of: (value) => Math.round(value) },
};

/** A report as CSV: one line for each row of each period, the total last. */
export function reportToCsv({ keyTitle, columns, current, previous }: ReportLayout): string {
  const titles = columns.map(({ title, unit }) => `${title}${UNIT_OF_CSV[unit].note}`);
  const linesOf = (name: string, { rows, total, text }: LayoutPeriod): string[] =>
    [...rows, total].map(({ key, label, values }) => {
      const figures = values.map((value, index) => (value === null ? null : UNIT_OF_CSV[columns[index]!.unit].of(value)));
      return delimitedLine([name, text, key, label, ...figures]);
    });
  return [
    BYTE_ORDER_MARK,
    delimitedLine(['Kỳ', 'Thời gian', 'Mã', keyTitle, ...titles]),
    ...linesOf('Kỳ này', current),
    ...(previous === undefined ? [] : linesOf('Kỳ trước', previous)),
  ].join('');
}

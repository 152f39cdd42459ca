/** A number of things; one that is reckoned and has a fraction; 0 … 1; a length of time. */
export type FigureUnit = 'count' | 'expected' | 'ratio' | 'seconds';

/** How a spreadsheet shows them. It counts time in days; `[h]` goes on beyond 24 hours. */
export const FIGURE_FORMATS: Readonly<Record<FigureUnit, string>> = {
  count: '#,##0',
  expected: '#,##0.0',
  ratio: '0.0%',
  seconds: '[h]:mm',
};

const SECONDS_PER_DAY = 86_400;

/** A figure as the number that a spreadsheet keeps. */
export function figureInSheet(value: number, unit: FigureUnit): number {
  return unit === 'seconds' ? value / SECONDS_PER_DAY : value;
}

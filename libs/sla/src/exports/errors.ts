import { CongvanError } from '#foundation';

/** A PDF of so many lines would hold up everybody else, and nobody would read it. */
export class ReportTooLongError extends CongvanError {
  readonly code = 'sla.report-too-long';
  readonly kind = 'invalid';

  constructor(lines: number, most: number) {
    super(`The report has ${lines} lines and a PDF takes ${most} at most. Narrow it down, or ask for xlsx or csv.`);
  }
}

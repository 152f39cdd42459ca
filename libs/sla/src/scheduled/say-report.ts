import type { SlaReport } from '../report/report.js';
import { sayFigure, sayPeriod } from '../exports/report-layout.js';

/** A report in a few lines, for a notice and for the text of a mail. */
export function sayReport({ total, definitions, from, to }: SlaReport, zone: string): string {
  const told = (['finishedOnTime', 'finishedLate', 'onTimeRatio', 'openOverdue'] as const).map(
    (figure) => `- ${definitions[figure].title}: ${sayFigure(total[figure], definitions[figure])}`,
  );
  return [`Thời hạn xử lý công việc ${sayPeriod(from, to, zone)}:`, ...told].join('\n');
}

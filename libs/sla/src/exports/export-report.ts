import { type CsvSeparator, MEDIA_TYPES } from '#tables';
import { DateTime } from 'luxon';
import type { SlaReport } from '../report/report.js';
import { DIMENSION_TITLES, type Letterhead, layOut, type ReportLayout } from './report-layout.js';
import { reportToCsv } from './report-csv.js';
import { reportToPdf } from './report-pdf.js';
import { reportToWorkbook } from './report-workbook.js';

export const REPORT_FORMATS = ['csv', 'xlsx', 'pdf'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ExportedFile {
  /** In Vietnamese, with its ending. */
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** A report as a file for people. JSON is the report itself. @throws ReportTooLongError for a PDF of more lines than it takes. */
export async function exportReport(
  report: SlaReport,
  letterhead: Letterhead,
  format: ReportFormat,
  separator: CsvSeparator = 'semicolon',
): Promise<ExportedFile> {
  const firstDay = DateTime.fromISO(report.from, { zone: letterhead.zone }).toISODate();
  const lastDay = DateTime.fromISO(report.to, { zone: letterhead.zone }).minus({ milliseconds: 1 }).toISODate();
  return {
    name: `Báo cáo thời hạn theo ${DIMENSION_TITLES[report.by].toLowerCase()} ${firstDay} đến ${lastDay}.${format}`,
    mediaType: MEDIA_TYPES[format],
    content: await render(layOut(report, letterhead), format, separator),
  };
}

async function render(layout: ReportLayout, format: ReportFormat, separator: CsvSeparator): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(reportToCsv(layout, separator));
  return format === 'xlsx' ? reportToWorkbook(layout) : reportToPdf(layout);
}

import type { JobHandler } from '#runtime';
import { announceReportHandler } from './scheduled/announce-report.handler.js';
import { mailReportHandler } from './scheduled/mail-report.handler.js';
import type { ReportService } from './scheduled/report-service.js';

/** The service-task handlers of this lib, for the registry of the program. @param reach asked when a job runs */
export function slaHandlers(reach: () => ReportService): JobHandler[] {
  return [announceReportHandler(reach), mailReportHandler(reach)];
}

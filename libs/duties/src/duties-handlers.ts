import type { JobHandler } from '#runtime';
import type { DutyTools } from './duty.js';
import { drawItReportHandler } from './it-report/draw-it-report.js';
import { circulateItReportHandler, submitItReportHandler } from './it-report/hand-on-it-report.handlers.js';
import { openItReportHandler } from './it-report/open-it-report.handler.js';
import { collectProgrammeHandler } from './programme/collect-programme.handler.js';
import { openProgrammeHandler } from './programme/open-programme.handler.js';

/** Service tasks of the topics `duties.*`. */
export function dutiesHandlers(tools: DutyTools): JobHandler[] {
  return [
    openProgrammeHandler(tools),
    collectProgrammeHandler(),
    openItReportHandler(),
    drawItReportHandler(tools),
    submitItReportHandler(),
    circulateItReportHandler(tools),
  ];
}

import type { Command, CommandContext, JobHandler } from '#runtime';
import { type DutyTools, holdsOne } from '../duty.js';
import { DutyForbiddenError, DutyStateError } from '../errors.js';
import { instantsOf } from '../period.js';
import { readFigures } from './figures/read-figures.js';
import { type ItReportRecord, lockItReport, lockItReportOfCase, recordItReportEvent, sayItReport } from './it-report.js';

export interface DrawItReportInput {
  readonly reportId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * IT has the figures of a draft counted anew, such as after it has mended what one of them shows. Once IT has handed the report on
 * they stay as its head reads them.
 * @throws ItReportNotFoundError, DutyForbiddenError, DutyStateError
 */
export function drawItReport(tools: DutyTools): Command<DrawItReportInput, void> {
  return {
    name: 'duties.draw-it-report',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { reportId, groups }) {
      const report = await lockItReport(context.tx, reportId);
      if (!holdsOne({ login: context.caller.actor, groups }, ['it'])) throw new DutyForbiddenError('have the figures drawn: IT does');
      await draw(context, tools, report, context.caller.actor);
    },
  };
}

/**
 * Topic `duties.draw-it-report`: counts the figures of the report of the case; again where it was returned.
 * @throws DutyStateError where the record is in another state than the drawing: an operator sees a failed job
 */
export function drawItReportHandler(tools: DutyTools): JobHandler {
  return {
    topic: 'duties.draw-it-report',
    async handle(job) {
      return { commit: async (context) => draw(context, tools, await lockItReportOfCase(context.tx, job.rootInstanceId), 'system') };
    },
  };
}

async function draw(context: CommandContext, { hopName, severityName }: DutyTools, report: ItReportRecord, actor: string): Promise<void> {
  const { tx, now, zone } = context;
  if (report.status !== 'drafting') throw new DutyStateError(sayItReport(report), report.status, 'drawing its figures');
  const figures = await readFigures(tx, instantsOf(report, zone), { hopName, severityName });
  await tx.execute('update it_report set figures = $2, drawn_at = $3 where id = $1', [report.id, JSON.stringify(figures), now]);
  await recordItReportEvent(context, report.id, { kind: 'drawn', actor, detail: { figures: figures.length } });
}

import { type Command, correlateMessage, lockCase } from '#runtime';
import type { DutyTools } from '../duty.js';
import { ItReportNotFoundError } from '../errors.js';
import { lockItReport, recordItReportEvent, sayItReport } from './it-report.js';
import { requireItReportStatus } from './steps.js';

export interface CancelItReportInput {
  readonly reportId: string;
  readonly reason: string;
}

/**
 * The chief of office says that this period has no report; what is open ends. Where an operator has ended the case before, only the
 * record is brought in line.
 * @throws ItReportNotFoundError, DutyStateError, MessageNotCorrelatedError
 */
export function cancelItReport({ tell }: DutyTools): Command<CancelItReportInput, void> {
  return {
    name: 'duties.cancel-it-report',
    async run(context, { reportId, reason }) {
      const { tx, caller } = context;
      const [found] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from it_report where id = $1', [reportId]);
      if (found === undefined) throw new ItReportNotFoundError(reportId);
      const { instanceId } = found;
      const goesOn = await lockCase(tx, instanceId);
      const report = await lockItReport(tx, reportId);
      requireItReportStatus(report, ['drafting', 'confirming', 'confirmed', 'asked'], 'cancelling it');
      await context.run(correlateMessage, { message: 'it-report.cancelled', correlationKey: reportId, mustMatch: goesOn });
      await tx.execute(`update it_report set status = 'cancelled' where id = $1`, [reportId]);
      await recordItReportEvent(context, reportId, { kind: 'cancelled', actor: caller.actor, text: reason });
      const notice = { title: `${sayItReport(report)}: không lập`, body: `Lý do: ${reason}`, instanceId, event: `it-report-cancelled:${reportId}` };
      await tell(context, { people: [], groups: ['it', 'leader', ...report.confirmGroups] }, notice);
    },
  };
}

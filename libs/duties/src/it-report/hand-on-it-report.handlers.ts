import { dateInZone } from '#foundation';
import type { JobHandler } from '#runtime';
import type { DutyTools } from '../duty.js';
import { lockItReportOfCase, recordItReportEvent, sayItReport } from './it-report.js';
import { requireItReportStatus } from './steps.js';

/**
 * Topic `duties.submit-it-report`: who is asked to confirm what IT has reviewed, as the record has it.
 * Output: confirmGroups.
 * @throws DutyStateError where the record is in another state than the drawing: an operator sees a failed job
 */
export function submitItReportHandler(): JobHandler {
  return {
    topic: 'duties.submit-it-report',
    async handle(job) {
      return {
        commit: async (context) => {
          const report = await lockItReportOfCase(context.tx, job.rootInstanceId);
          requireItReportStatus(report, ['confirming'], 'asking for its confirmation');
          context.nothingChanged();
          return { confirmGroups: [...report.confirmGroups] };
        },
      };
    },
  };
}

/**
 * Topic `duties.circulate-it-report`: the units get the report of which the leadership has taken note; from then on their heads and
 * deputies read it.
 * @throws DutyStateError where the record is in another state than the drawing: an operator sees a failed job
 */
export function circulateItReportHandler({ tell }: DutyTools): JobHandler {
  return {
    topic: 'duties.circulate-it-report',
    async handle(job) {
      return {
        commit: async (context) => {
          const { tx, now, zone } = context;
          const report = await lockItReportOfCase(tx, job.rootInstanceId);
          requireItReportStatus(report, ['noted'], 'giving it to the units');
          const found = await tx.query<{ unit: string }>(
            `select u.code as unit from unit u where lives_on(u, $1) and u.kind <> 'leadership' order by u.sort, u.code`,
            [dateInZone(now, zone)],
          );
          const units = found.map(({ unit }) => unit);
          await tx.execute(`update it_report set status = 'done', copied_to = $2 where id = $1`, [report.id, units]);
          await recordItReportEvent(context, report.id, { kind: 'circulated', actor: 'system', detail: { units } });
          const notice = { title: sayItReport(report), body: 'Lãnh đạo đã xem. Xem ở mục Báo cáo công nghệ thông tin.', instanceId: report.instanceId };
          const groups = units.flatMap((unit) => [`head:${unit}`, `deputy-head:${unit}`]);
          await tell(context, { people: [], groups }, { ...notice, event: `it-report-copy:${report.id}` });
        },
      };
    },
  };
}

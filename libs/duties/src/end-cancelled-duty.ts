import type { CommandContext } from '#runtime';
import type { DutyTools } from './duty.js';
import { lockItReport, recordItReportEvent, sayItReport } from './it-report/it-report.js';
import { lockProgramme, sayProgramme } from './programme/programme.js';

/**
 * Brings programmes and reports in line after an operator's act on their case: where that has ended it there is none for the period,
 * and those whom it concerns hear who did it and why. Nothing where the case goes on.
 */
export function endCancelledDuty({ tell }: DutyTools) {
  return async (context: CommandContext, { instanceId, reason }: { readonly instanceId: string; readonly reason: string }): Promise<void> => {
    const { tx, caller } = context;
    const [ended] = await tx.query<{ root: string; programme: string | null; report: string | null }>(
      `select root.id as root, p.id as programme, r.id as report from process_instance i
         join process_instance root on root.id = i.root_instance_id and root.status <> 'active'
         left join work_programme p on p.instance_id = root.id and p.status in ('writing', 'collecting', 'approving')
         left join it_report r on r.instance_id = root.id and r.status in ('drafting', 'confirming', 'confirmed', 'asked')
       where i.id = $1`,
      [instanceId],
    );
    if (ended === undefined) return;
    const { root, programme, report } = ended;
    const body = `${caller.actor} đã dừng hồ sơ. Lý do: ${reason}`;
    if (programme !== null) {
      const of = await lockProgramme(tx, programme);
      await tx.execute(`update work_programme set status = 'cancelled', remark = $2 where id = $1`, [programme, body]);
      context.audit({ subject: 'work-programme', subjectId: programme, detail: { event: 'cancelled', byOperator: true } });
      const units = await tx.query<{ unit: string }>('select unit_code as unit from programme_part where programme_id = $1 order by 1', [programme]);
      const notice = { title: `${sayProgramme(of)}: đã bị dừng`, body: `${body}. Chánh Văn phòng mở lại được.`, instanceId: root, event: `programme-cancelled:${programme}` };
      await tell(context, { people: [], groups: ['chief-of-office', ...units.map(({ unit }) => `head:${unit}`)] }, notice);
    }
    if (report !== null) {
      const of = await lockItReport(tx, report);
      await tx.execute(`update it_report set status = 'cancelled' where id = $1`, [report]);
      await recordItReportEvent(context, report, { kind: 'cancelled', actor: caller.actor, text: reason, detail: { byOperator: true } });
      const notice = { title: `${sayItReport(of)}: đã bị dừng`, body, instanceId: root, event: `it-report-cancelled:${report}` };
      await tell(context, { people: [], groups: ['it', 'leader', 'chief-of-office', ...of.confirmGroups] }, notice);
    }
  };
}

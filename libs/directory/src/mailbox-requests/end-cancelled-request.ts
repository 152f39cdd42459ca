import type { CommandContext, Tell } from '#runtime';
import { lockRequest } from './mailbox-request.js';

/**
 * Brings a request in line after an operator's act on its case: where that has ended it, the request is over, so that its mailbox can
 * be asked about anew, and whoever asked, the head and those who decide hear who did it and why. Nothing where the case goes on.
 */
export async function endCancelledRequest(context: CommandContext, tell: Tell, { instanceId, reason }: { readonly instanceId: string; readonly reason: string }): Promise<void> {
  const { tx, now, caller } = context;
  const [found] = await tx.query<{ id: string }>(
    `select r.id from process_instance i join mailbox_request r on r.instance_id = i.root_instance_id and r.ended_at is null
       join process_instance root on root.id = i.root_instance_id
     where i.id = $1 and root.status <> 'active'`,
    [instanceId],
  );
  if (found === undefined) return;
  const { id, label, status, unit, address, requestedBy, approvers, appliedAt, instanceId: caseId } = await lockRequest(tx, found.id);
  await tx.execute(`update mailbox_request set status = 'failed', ended_at = $2, ended_by = $3, end_reason = $4 where id = $1`, [id, now, caller.actor, reason]);
  context.audit({ subject: 'mailbox-request', subjectId: id, detail: { old: { status }, new: { status: 'failed' }, endedBy: caller.actor } });
  const half = appliedAt === null ? 'Chưa có gì thay đổi.' : 'Danh bạ đã thay đổi; CNTT xem các hệ thống đã theo chưa.';
  const notice = { title: `${label} đã bị dừng: ${address}`, body: `${caller.actor} đã hủy việc xử lý. Lý do: ${reason} ${half} Nếu vẫn cần thì yêu cầu lại.`, instanceId: caseId, event: `mailbox-request-ended:${id}` };
  await tell(context, { people: [requestedBy], groups: [`head:${unit}`, ...approvers, ...(appliedAt === null ? [] : ['it'])] }, notice);
}

import type { CommandContext } from '#runtime';
import { lockOfCase, type PasswordResetTools } from './password-reset.js';

/**
 * Brings the record of a request for a new password in line after an operator's act on its case: where that has ended it, the request is
 * over, the person and whoever asked for him hear who did it and why, and it may be asked anew. Nothing where the case goes on.
 * @param ended any instance of the case, which whoever calls this has locked
 */
export async function endCancelledReset(context: CommandContext, { tell }: Pick<PasswordResetTools, 'tell'>, ended: { readonly instanceId: string; readonly reason: string }): Promise<void> {
  const { tx, now, caller } = context;
  const [found] = await tx.query<{ caseId: string }>(
    `select root.id as "caseId" from process_instance p join process_instance root on root.id = p.root_instance_id
       join password_reset r on r.instance_id = root.id
     where p.id = $1 and root.status <> 'active' and r.ended_at is null`,
    [ended.instanceId],
  );
  if (found === undefined) return;
  const { id, label, login, enteredBy, status, instanceId } = await lockOfCase(tx, found.caseId);
  await tx.execute(`update password_reset set status = 'withdrawn', ended_at = $2 where id = $1`, [id, now]);
  context.audit({ subject: 'account', subjectId: login, detail: { passwordReset: label, old: { status }, new: { status: 'withdrawn' }, reason: ended.reason } });
  const body = `${caller.actor} đã hủy việc xử lý. Lý do: ${ended.reason} Vẫn cần thì hãy yêu cầu lại; tài khoản đã khóa vẫn khóa.`;
  await tell(context, { people: [...new Set([login, enteredBy])], groups: [] }, { title: `${label}: yêu cầu mật khẩu mới đã hủy`, body, instanceId, event: `password-reset-cancelled:${id}` });
}

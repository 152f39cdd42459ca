import type { JsonObject } from '#foundation';
import type { CommandContext, Tell } from '#runtime';
import { MailboxRequestForbiddenError, MailboxRequestStateError } from './errors.js';
import { lockRequestOfTask, type MailboxRequestRecord } from './mailbox-request.js';

/** A task and somebody who is about to do it or to get it, as far as these rules look at it. */
export interface MailboxStep {
  readonly taskId: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly person: { readonly login: string; readonly groups: readonly string[] };
}

const STEP = 'approve-request';

/**
 * What was asked for about a mailbox is decided by who holds the post for it today, however the task has come to him, and never by
 * whoever has asked.
 * @throws MailboxRequestForbiddenError
 */
export async function refuseUnfitForMailbox(context: CommandContext, step: MailboxStep): Promise<void> {
  if (step.properties['mailboxStep'] === STEP) refuseUnfit(await lockRequestOfTask(context.tx, step.taskId), step);
}

function refuseUnfit({ requestedBy, approvers }: MailboxRequestRecord, { person }: MailboxStep): void {
  if (person.login === requestedBy) throw new MailboxRequestForbiddenError('decide about what you have asked for yourself');
  if (person.groups.includes(`deputy-of:${requestedBy}`) && !approvers.includes('leader')) {
    throw new MailboxRequestForbiddenError('decide about what was asked for by whom you stand in for');
  }
  if (!approvers.some((group) => person.groups.includes(group))) throw new MailboxRequestForbiddenError(`decide it: ${approvers.join(', ')} does`);
}

/**
 * Writes the decision down where the task is completed, so that nothing but a decision of somebody who may decide has anything
 * carried out: the service task looks here, and at no variable.
 * @throws MailboxRequestForbiddenError, MailboxRequestStateError
 */
export function recordMailboxStep(tell: Tell) {
  return async (context: CommandContext, step: MailboxStep & { readonly values: JsonObject }): Promise<void> => {
    if (step.properties['mailboxStep'] !== STEP) return;
    const request = await lockRequestOfTask(context.tx, step.taskId);
    refuseUnfit(request, step);
    if (request.status !== 'asked') throw new MailboxRequestStateError(request.label, request.status, 'deciding it');
    const approved = step.values['decision'] === 'approve';
    const note = typeof step.values['note'] === 'string' ? step.values['note'] : null;
    const status = approved ? 'approved' : 'refused';
    await context.tx.execute(
      `update mailbox_request set status = $2, decided_by = $3, decided_at = $4, decision_note = $5, ended_at = case when $2 = 'refused' then $4::timestamptz end
       where id = $1`,
      [request.id, status, step.person.login, context.now, note],
    );
    context.audit({ subject: 'mailbox-request', subjectId: request.id, detail: { old: { status: 'asked' }, new: { status } } });
    const title = `${request.label} ${approved ? 'đã được duyệt' : 'không được duyệt'}: ${request.address}`;
    const body = note ?? (approved ? 'Các hệ thống đang thực hiện.' : 'Không nêu lý do.');
    await tell(context, { people: [request.requestedBy], groups: [] }, { title, body, instanceId: request.instanceId, event: `mailbox-decision:${request.id}` });
  };
}

import type { Announce, CommandContext } from '#runtime';
import { MailboxByRequestError } from '../mailbox-requests/errors.js';
import type { LockedMailbox } from './locked-mailbox.js';

/** What one person changes of a mailbox without a request. */
export interface ByHand {
  /** The caller's groups today. */
  readonly groups: readonly string[];
  readonly tell: Announce;
}

/**
 * The mailboxes of units are asked for by their heads and decided by the office (158/QĐ-STP Điều 5.1, 290/QĐ-BTP Điều 6): by hand an
 * administrator alone repairs one, and only where nothing is asked about it.
 * @throws MailboxByRequestError
 */
export async function refuseByHand({ tx }: CommandContext, { unit, id }: Pick<LockedMailbox, 'unit'> & { readonly id: string | null }, { groups }: ByHand): Promise<void> {
  if (unit === null) return;
  if (!groups.includes('admin')) throw new MailboxByRequestError(unit, null);
  const [open] = await tx.query<{ label: string }>(`select 'HT-' || number as label from mailbox_request where mailbox_id = $1 and ended_at is null`, [id]);
  if (open !== undefined) throw new MailboxByRequestError(unit, open.label);
}

/** The head and the chief of office hear what was done to a mailbox of the unit, and IT, who see that the systems follow. */
export async function tellOfRepair(context: CommandContext, { tell }: ByHand, { unit, address, what, id }: { readonly unit: string | null; readonly address: string; readonly what: string; readonly id: string }): Promise<void> {
  if (unit === null) return;
  const body = `${context.caller.actor} đã sửa trong danh bạ, không qua yêu cầu: ${what}. Các hệ thống theo sau; hệ thống nào không theo được thì CNTT được báo. Nếu không phải ý đơn vị, hãy báo Chánh Văn phòng.`;
  const event = `mailbox-repair:${id}:${context.now}`;
  context.audit({ subject: 'mailbox', subjectId: id, detail: { repair: true } });
  await tell(context, { people: [], groups: [`head:${unit}`, 'chief-of-office', 'it'] }, { title: `Quản trị sửa hộp thư ${address}`, body, event });
}

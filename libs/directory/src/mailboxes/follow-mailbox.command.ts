import { type Command, startInstance } from '#runtime';
import { lockMailbox } from './locked-mailbox.js';

export const MAILBOX_FOLLOW_PROCESS = 'mailbox-follow';

const NAMES_OF_CHANGES = {
  created: 'lập hộp thư',
  renamed: 'đổi địa chỉ',
  opened: 'mở lại',
  closed: 'đóng hoặc hủy',
  'use-granted': 'thêm người dùng cùng',
  'use-ended': 'thôi một người dùng cùng',
  'handed-over': 'bàn giao',
} as const;

/** By which somebody loses the use of the mailbox. */
const URGENT: readonly FollowMailboxInput['change'][] = ['closed', 'use-ended', 'handed-over'];

export interface FollowMailboxInput {
  readonly mailboxId: string;
  readonly change: keyof typeof NAMES_OF_CHANGES;
  /** All account systems, our own too. */
  readonly systems: readonly string[];
}

/**
 * Begins the case by which every account system takes over what the directory has of a mailbox, in the transaction of the change:
 * IT carries out what the directory says (47/QĐ-STP 2009 §16.2), and nobody may forget it.
 * @throws MailboxNotFoundError
 */
export const followMailbox: Command<FollowMailboxInput, void> = {
  name: 'directory.follow-mailbox',
  async run(context, { mailboxId, change, systems }) {
    const { address } = await lockMailbox(context, mailboxId);
    const subject = `${address}: ${NAMES_OF_CHANGES[change]}`;
    const urgency = URGENT.includes(change) ? 'urgent' : 'normal';
    const variables = { mailboxId, address, subject, urgency, changedBy: context.caller.actor, systems: [...systems], note: null, conflictDecision: null };
    await context.run(startInstance, { key: MAILBOX_FOLLOW_PROCESS, businessKey: mailboxId, variables });
  },
};

import { type Command, startInstance } from '#runtime';
import { differingSystems } from './differing-systems.js';
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
  directory: 'danh bạ đã đổi',
  'people-gone': 'có người không còn phụ trách hoặc dùng',
} as const;

/** By which somebody loses the use of the mailbox. */
const URGENT: readonly FollowMailboxInput['change'][] = ['closed', 'use-ended', 'handed-over', 'people-gone'];

export interface FollowMailboxInput {
  readonly mailboxId: string;
  readonly change: keyof typeof NAMES_OF_CHANGES;
  /** The account systems that take it over, our own too. */
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
    const changedBy = context.caller.actor.startsWith('system:') ? null : context.caller.actor;
    const variables = { mailboxId, address, subject, urgency, changedBy, systems: [...systems], note: null, conflictDecision: null };
    const { instanceId } = await context.run(startInstance, { key: MAILBOX_FOLLOW_PROCESS, businessKey: mailboxId, variables });
    const differing = await differingSystems(context, { systems, mailbox: mailboxId });
    await context.tx.execute(
      `insert into mailbox_follow (mailbox_id, system, instance_id, wanted, held, begun_at)
       select $1, system, $2, wanted, held, $6 from unnest($3::text[], $4::uuid[], $5::uuid[]) as each(system, wanted, held)
       on conflict (mailbox_id, system) do update
         set instance_id = excluded.instance_id, wanted = excluded.wanted, held = excluded.held, begun_at = excluded.begun_at`,
      [mailboxId, instanceId, ...(['system', 'wanted', 'held'] as const).map((name) => differing.map((each) => each[name])), context.now],
    );
  },
};

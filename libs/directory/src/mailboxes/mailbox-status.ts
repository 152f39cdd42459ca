/** What becomes of a mailbox: in use; closed for a time; closed for good and kept; gone. */
export const MAILBOX_STATUSES = ['active', 'suspended', 'archived', 'removed'] as const;
export type MailboxStatus = (typeof MAILBOX_STATUSES)[number];

/** What may follow what. A removed one never comes back, nor does its address (002 §5, 003 §6). */
export const NEXT_STATUSES: Readonly<Record<MailboxStatus, readonly MailboxStatus[]>> = {
  active: ['suspended', 'archived', 'removed'],
  suspended: ['active', 'archived', 'removed'],
  archived: ['active', 'removed'],
  removed: [],
};

import type { Command } from '#runtime';
import { MailboxRemovalByOneError } from '../mailbox-requests/errors.js';
import { changeMailboxStatus, type ChangeMailboxStatusInput } from './change-mailbox-status.command.js';

export interface ChangeMailboxStatusByHandInput extends ChangeMailboxStatusInput {
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * The same by one person alone, who removes none for good: that takes a request and an approval. An administrator may, where something
 * went wrong; the trail says so.
 * @throws MailboxRemovalByOneError, and what {@link changeMailboxStatus} throws
 */
export const changeMailboxStatusByHand: Command<ChangeMailboxStatusByHandInput, void> = {
  name: 'directory.change-mailbox-status-by-hand',
  request: ({ groups: _, ...input }) => input,
  async run(context, { groups, ...input }) {
    if (input.status === 'removed' && !groups.includes('admin')) throw new MailboxRemovalByOneError(input.id);
    await context.run(changeMailboxStatus, input);
    if (input.status === 'removed') context.audit({ subject: 'mailbox', subjectId: input.id, detail: { repair: true } });
    else context.nothingChanged();
  },
};

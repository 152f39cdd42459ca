import type { Changed } from '#connectors';
import type { Command } from '#runtime';
import { recordMailboxRemoval } from '../systems/record-mailbox.js';
import { OWN_SYSTEM } from './own-system.js';

/** Its row stays: the address is never given again. */
export const removeOwnMailbox: Command<{ address: string }, Changed> = {
  name: 'identity.remove-own-mailbox',
  async run(context, { address }) {
    const removed = await recordMailboxRemoval(context, { system: OWN_SYSTEM, address });
    if (removed) context.audit({ subject: 'mailbox', subjectId: address, detail: { system: OWN_SYSTEM, state: 'removed' } });
    else context.nothingChanged();
    return removed ? 'changed' : 'absent';
  },
};

import type { Command } from '#runtime';
import { differingSystems } from './differing-systems.js';
import { followMailbox } from './follow-mailbox.command.js';
import { lockMailbox } from './locked-mailbox.js';

export interface FollowDirectoryInput {
  /** All account systems, our own too. */
  readonly systems: readonly string[];
  /** At most so many differences at a time. */
  readonly limit: number;
}

/**
 * Begins a case for each mailbox of a unit that an account system has otherwise than the directory says today: units that were merged
 * or renamed, uses that begin or end with a day, heads that are appointed or go (47/QĐ-STP 2009 §16.2; 148/QĐ-SCT 2014 §5.1). What a case
 * under way brings is left to it. Only mailboxes that stand in some system: what was never brought over is nobody's to change.
 * Gives how many differences it has looked at; fewer than `limit`: there are no more.
 */
export const followDirectory: Command<FollowDirectoryInput, number> = {
  name: 'directory.follow-directory',
  async run(context, { systems, limit }) {
    const found = await differingSystems(context, { systems, left: true, limit });
    let begun = 0;
    for (const mailboxId of new Set(found.map((each) => each.mailboxId))) {
      await lockMailbox(context, mailboxId);
      // Another worker, or somebody who changed it at once, may have begun a case before the lock was ours.
      const differing = await differingSystems(context, { systems, mailbox: mailboxId, left: true });
      if (differing.length === 0) continue;
      const change = differing.some(({ shuts }) => shuts) ? 'people-gone' : 'directory';
      await context.run(followMailbox, { mailboxId, change, systems: differing.map(({ system }) => system) });
      context.audit({ subject: 'mailbox', subjectId: mailboxId, detail: { differing: differing.map(({ system }) => system) } });
      begun++;
    }
    if (begun === 0) context.nothingChanged();
    return found.length;
  },
};

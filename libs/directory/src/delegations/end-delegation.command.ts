import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { DelegationEndedError, DelegationForbiddenError, DelegationNotFoundError } from './errors.js';

/** Offers again what a deputy has claimed for others and may do no more, in the transaction that ends it. */
export type GiveBack = (context: CommandContext, deputy: string) => Promise<unknown>;

export interface EndDelegationInput {
  readonly id: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  readonly giveBack: GiveBack;
}

const KEEPERS = ['personnel', 'chief-of-office', 'admin'];

/**
 * Takes the work of a post back from its deputy at once, such as when its holder returns early. What he has claimed for the
 * holder is offered again; what he was given by name stays with him.
 * @throws DelegationNotFoundError, DelegationForbiddenError, DelegationEndedError
 */
export const endDelegation: Command<EndDelegationInput, void> = {
  name: 'directory.end-delegation',

  request: ({ groups: _, giveBack: __, ...input }) => input,

  async run(context, { id, reason, groups, giveBack }) {
    const { tx, caller, now, zone } = context;
    const [found] = await tx.query<{ holder: string; deputy: string; to: string; endedOn: string | null }>(
      `select login as holder, deputy, delegation.valid_to as "to", ended_on as "endedOn"
       from delegation join post on post.id = post_id where delegation.id = $1 for no key update of delegation`,
      [id],
    );
    if (found === undefined) throw new DelegationNotFoundError(id);
    const concerned = [found.holder, found.deputy].includes(caller.actor);
    if (!concerned && !KEEPERS.some((group) => groups.includes(group))) throw new DelegationForbiddenError(caller.actor);
    const today = dateInZone(now, zone);
    if (found.endedOn !== null || found.to < today) throw new DelegationEndedError(id);
    await tx.execute('update delegation set ended_on = $2, ended_by = $3, end_reason = $4 where id = $1', [id, today, caller.actor, reason]);
    context.audit({ subject: 'person', subjectId: found.holder, detail: { delegationId: id, old: { to: found.to }, new: { endedOn: today, reason } } });
    await giveBack(context, found.deputy);
  },
};

import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import type { PostRole } from '../post-role.js';
import { isSuperior, KEEPERS } from './delegation-rights.js';
import { DelegationEndedError, DelegationForbiddenError, DelegationNotFoundError } from './errors.js';
import { tellConcerned, type TellOfDelegation } from './tell-of-delegation.js';

/** Offers again what a deputy has claimed for others and may do no more, in the transaction that ends it. */
export type GiveBack = (context: CommandContext, deputy: string) => Promise<unknown>;

export interface EndDelegationInput {
  readonly id: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  readonly giveBack: GiveBack;
  readonly tell: TellOfDelegation;
}

interface Found {
  readonly holder: string;
  readonly role: PostRole;
  readonly unit: string;
  readonly title: string;
  readonly deputy: string;
  readonly from: string;
  readonly to: string;
  readonly endedOn: string | null;
}

/**
 * Takes the work of a post back from its deputy at once, such as when its holder returns early. What he has claimed for the
 * holder is offered again; what he was given by name stays with him. Both are told but who ends it.
 * @throws DelegationNotFoundError, DelegationForbiddenError, DelegationEndedError
 */
export const endDelegation: Command<EndDelegationInput, void> = {
  name: 'directory.end-delegation',

  request: ({ groups: _, giveBack: __, tell: ___, ...input }) => input,

  async run(context, { id, reason, groups, giveBack, tell }) {
    const { tx, caller, now, zone } = context;
    const [found] = await tx.query<Found>(
      `select login as holder, role, unit_code as unit, title, deputy, delegation.valid_from as "from", delegation.valid_to as "to", ended_on as "endedOn"
       from delegation join post on post.id = post_id where delegation.id = $1 for no key update of delegation`,
      [id],
    );
    if (found === undefined) throw new DelegationNotFoundError(id);
    const concerned = [found.holder, found.deputy].includes(caller.actor);
    if (!concerned && !isSuperior(found, groups) && !KEEPERS.some((group) => groups.includes(group))) throw new DelegationForbiddenError(caller.actor);
    const today = dateInZone(now, zone);
    if (found.endedOn !== null || found.to < today) throw new DelegationEndedError(id);
    await tx.execute('update delegation set ended_on = $2, ended_by = $3, end_reason = $4 where id = $1', [id, today, caller.actor, reason]);
    context.audit({ subject: 'person', subjectId: found.holder, detail: { delegationId: id, old: { to: found.to }, new: { endedOn: today, reason } } });
    await giveBack(context, found.deputy);
    await tellConcerned(context, tell, { ...found, delegationId: id, ended: { on: today, reason } });
  },
};

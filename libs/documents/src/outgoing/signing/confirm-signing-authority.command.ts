import { dateInZone } from '#foundation';
import type { Command } from '#runtime';
import { SigningAuthorityForbiddenError } from './errors.js';
import { lineAbove } from './line-above.js';
import { lockRunningAuthority } from './lock-running-authority.js';
import { isEntrusted } from './signature-forms.js';
import { grantsOf, signsAsHead } from './signing-authority.js';

export interface ConfirmSigningAuthorityInput {
  readonly authorityId: string;
}

/**
 * The head of the agency takes over what his predecessor has entrusted to somebody: from then on it counts by him. What a
 * unit's head has passed on to his deputy goes and comes with his own.
 * @throws SigningAuthorityNotFoundError, SigningAuthorityEndedError, SigningAuthorityForbiddenError
 */
export const confirmSigningAuthority: Command<ConfirmSigningAuthorityInput, void> = {
  name: 'documents.confirm-signing-authority',
  async run(context, { authorityId }) {
    const { tx, now, zone, caller } = context;
    const { holder, form, grantedBy, isUnderOrder } = await lockRunningAuthority(tx, authorityId);
    const day = dateInZone(now, zone);
    if (!isEntrusted(form) || isUnderOrder || holder === caller.actor || !(await signsAsHead(tx, caller.actor, day))) {
      const who = 'Who signs as head of the agency confirms what another signs for him.';
      throw new SigningAuthorityForbiddenError(caller.actor, `confirm the authority ${authorityId} of ${holder}`, who);
    }
    if (grantedBy === caller.actor) return context.nothingChanged();
    const [grant] = await grantsOf(tx, caller.actor, day);
    await tx.execute('update signing_authority set granted_by = $2, above = $3 where id = $1', [
      authorityId,
      caller.actor,
      lineAbove(form, grant!),
    ]);
    context.audit({ subject: 'signing-authority', subjectId: authorityId, detail: { oldGrantedBy: grantedBy, newGrantedBy: caller.actor } });
  },
};

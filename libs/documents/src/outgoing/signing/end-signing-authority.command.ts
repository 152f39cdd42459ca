import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { SigningAuthorityForbiddenError } from './errors.js';
import { lockRunningAuthority, type RunningAuthority } from './lock-running-authority.js';
import { isEntrusted } from './signature-forms.js';
import { signsAsHead } from './signing-authority.js';

export interface EndSigningAuthorityInput {
  readonly authorityId: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Ends an authority at once. What was signed by it before stays signed. Its holder may give it up, the chief of office or an
 * administrator end any; what is entrusted, who entrusted it or signs as head today. A deputy does not end that of the head.
 * @throws SigningAuthorityNotFoundError, SigningAuthorityEndedError, SigningAuthorityForbiddenError
 */
export const endSigningAuthority: Command<EndSigningAuthorityInput, void> = {
  name: 'documents.end-signing-authority',

  request: ({ groups: _, ...input }) => input,

  async run(context, { authorityId, reason, groups }) {
    const { tx, now, caller } = context;
    const authority = await lockRunningAuthority(tx, authorityId);
    if (!(await mayEnd(context, authority, groups))) {
      const who = 'Its holder does, the chief of office, an administrator, or for one that is entrusted the head of the agency.';
      throw new SigningAuthorityForbiddenError(caller.actor, `end the authority ${authorityId} of ${authority.holder}`, who);
    }
    await tx.execute('update signing_authority set ended_by = $2, ended_at = $3, end_reason = $4 where id = $1', [
      authorityId,
      caller.actor,
      now,
      reason,
    ]);
    context.audit({ subject: 'signing-authority', subjectId: authorityId, detail: { reason } });
  },
};

async function mayEnd(
  { tx, now, zone, caller: { actor } }: CommandContext,
  { holder, form, grantedBy }: RunningAuthority,
  groups: readonly string[],
): Promise<boolean> {
  if (holder === actor || groups.includes('chief-of-office') || groups.includes('admin')) return true;
  return isEntrusted(form) && (grantedBy === actor || (await signsAsHead(tx, actor, dateInZone(now, zone))));
}

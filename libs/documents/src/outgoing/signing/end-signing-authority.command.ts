import type { Command } from '#runtime';
import { SigningAuthorityEndedError, SigningAuthorityNotFoundError } from './errors.js';

export interface EndSigningAuthorityInput {
  readonly authorityId: string;
  readonly reason: string;
}

/**
 * Ends an authority at once. What was signed by it before stays signed.
 * @throws SigningAuthorityNotFoundError, SigningAuthorityEndedError
 */
export const endSigningAuthority: Command<EndSigningAuthorityInput, void> = {
  name: 'documents.end-signing-authority',
  async run(context, { authorityId, reason }) {
    const { tx, now, caller } = context;
    const [authority] = await tx.query<{ ended: boolean }>(
      'select ended_at is not null as ended from signing_authority where id = $1 for update',
      [authorityId],
    );
    if (authority === undefined) throw new SigningAuthorityNotFoundError(authorityId);
    if (authority.ended) throw new SigningAuthorityEndedError(authorityId);
    await tx.execute('update signing_authority set ended_by = $2, ended_at = $3, end_reason = $4 where id = $1', [
      authorityId,
      caller.actor,
      now,
      reason,
    ]);
    context.audit({ subject: 'signing-authority', subjectId: authorityId, detail: { reason } });
  },
};

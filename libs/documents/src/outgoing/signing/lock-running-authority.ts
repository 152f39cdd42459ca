import type { Transaction } from '#database';
import { SigningAuthorityEndedError, SigningAuthorityNotFoundError } from './errors.js';
import type { AuthorityForm } from './signature-forms.js';

export interface RunningAuthority {
  readonly holder: string;
  readonly form: AuthorityForm;
  readonly grantedBy: string | null;
  /** A deputy who signs for who signs by order. */
  readonly isUnderOrder: boolean;
}

/** Locks an authority that nobody has ended. @throws SigningAuthorityNotFoundError, SigningAuthorityEndedError */
export async function lockRunningAuthority(tx: Transaction, id: string): Promise<RunningAuthority> {
  const [authority] = await tx.query<RunningAuthority & { ended: boolean }>(
    `select holder, form, granted_by as "grantedBy", coalesce(above like 'TL.%', false) as "isUnderOrder", ended_at is not null as ended
     from signing_authority where id = $1 for update`,
    [id],
  );
  if (authority === undefined) throw new SigningAuthorityNotFoundError(id);
  if (authority.ended) throw new SigningAuthorityEndedError(id);
  return authority;
}

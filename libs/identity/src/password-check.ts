import type { Database } from '#database';
import type { CommandContext } from '#runtime';
import { DECOY_HASH, verifyPassword } from './password-hash.js';

/** Failures in a row after which an account locks itself, and for how long. */
export const FAILURES_BEFORE_LOCK = 5;
export const LOCK_MINUTES = 15;

/** What comparing a password found; what it is worth is settled in the command that follows. */
export interface PasswordCheck {
  readonly login: string;
  /** The hash it was compared with; null for an unknown login. */
  readonly passwordHash: string | null;
  readonly matches: boolean;
}

/** Why a password was not accepted: for the audit trail only, never for who tried it. */
export type PasswordRefusal =
  | { readonly reason: 'unknown-login' | 'locked' | 'locked-after-failures' }
  /** `lockedUntil` is set by the failure that locked the account. */
  | { readonly reason: 'wrong-password'; readonly lockedUntil: string | null };

/**
 * Compares a password, at the same cost whether or not the login exists. It runs outside any transaction: 30 ms of
 * hashing under an open one would let anybody who floods the sign-in hold every connection of the pool.
 */
export async function checkPassword(database: Database, login: string, password: string): Promise<PasswordCheck> {
  const [account] = await database.query<{ passwordHash: string }>(
    'select password_hash as "passwordHash" from account where login = $1',
    [login],
  );
  const passwordHash = account?.passwordHash ?? null;
  const equal = await verifyPassword(passwordHash ?? DECOY_HASH, password);
  return { login, passwordHash, matches: equal && passwordHash !== null };
}

/**
 * Settles a check under the lock of the account row, and counts failures. A hundred guesses sent at once are compared
 * at once but settled one after the other: those behind the fifth failure find the account locked, right or wrong.
 *
 * @returns null when the password is accepted.
 */
export async function settlePasswordCheck(
  context: CommandContext,
  check: PasswordCheck,
): Promise<PasswordRefusal | null> {
  const [account] = await context.tx.query<{ passwordHash: string; status: string; lockedAfterFailures: boolean }>(
    `select password_hash as "passwordHash", status, coalesce(locked_until > $2, false) as "lockedAfterFailures"
     from account where login = $1 for update`,
    [check.login, context.now],
  );
  if (account === undefined) return { reason: 'unknown-login' };
  if (account.status === 'locked') return { reason: 'locked' };
  if (account.lockedAfterFailures) return { reason: 'locked-after-failures' };
  // A password changed since the comparison is not the one that was compared.
  if (check.matches && check.passwordHash === account.passwordHash) {
    await context.tx.execute('update account set failed_attempts = 0 where login = $1', [check.login]);
    return null;
  }
  return { reason: 'wrong-password', lockedUntil: await countFailure(context, check.login) };
}

/** Gives the end of the lock when this failure was one too many. */
async function countFailure(context: CommandContext, login: string): Promise<string | null> {
  const [account] = await context.tx.query<{ lockedUntil: string | null }>(
    `update account set
       failed_attempts = case when failed_attempts + 1 < $2 then failed_attempts + 1 else 0 end,
       locked_until = case when failed_attempts + 1 < $2 then null else $3::timestamptz + make_interval(mins => $4) end
     where login = $1 returning locked_until as "lockedUntil"`,
    [login, FAILURES_BEFORE_LOCK, context.now, LOCK_MINUTES],
  );
  const { lockedUntil } = account!;
  if (lockedUntil !== null) context.log.warn({ code: 'identity.locked-after-failures', login, lockedUntil });
  return lockedUntil;
}

import { isLogin, newId } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { type PasswordCheck, settlePasswordCheck } from './password-check.js';
import { newBearerToken } from './bearer-token.js';

export interface SettleSignInInput {
  readonly check: PasswordCheck;
  /** The login as it was typed. */
  readonly typed: string;
  readonly sessionHours: number;
  readonly initialPasswordDays: number;
  readonly client?: string;
}

export interface SignedIn {
  /** Shown this once; only its hash is kept. */
  readonly token: string;
  readonly sessionId: string;
  readonly login: string;
  readonly expiresAt: string;
  /** The session is good for nothing but changing the password, signing out and asking who one is. */
  readonly mustChangePassword: boolean;
}

/**
 * What came of a password that was checked: a session, or a failure that counts. Gives null when the sign-in is refused,
 * because an error would undo the count.
 */
export const settleSignIn: Command<SettleSignInInput, SignedIn | null> = {
  name: 'identity.sign-in',
  async run(context, { check, typed, sessionHours, initialPasswordDays, client }) {
    const refusal = (await settlePasswordCheck(context, check)) ?? (await refuseEnded(context, check.login)) ?? (await refuseOldInitialPassword(context, check.login, initialPasswordDays));
    if (refusal !== null) {
      const subjectId = refusal.reason === 'unknown-login' ? presentable(typed) : check.login;
      context.audit({ subject: 'account', subjectId, detail: { outcome: 'refused', ...refusal } });
      return null;
    }
    const session = await openSession(context, check.login, sessionHours, client);
    const { login, sessionId, expiresAt } = session;
    context.audit({ subject: 'account', subjectId: login, detail: { outcome: 'signed-in', sessionId, expiresAt } });
    return session;
  },
};

/** The instant of the decision counts, not when the case gets to lock the account (148/QĐ-SCT 2014 §10.8). */
async function refuseEnded({ tx, now }: CommandContext, login: string): Promise<{ readonly reason: 'access-ended' } | null> {
  const [found] = await tx.query<{ ended: boolean }>('select access_ended($1, $2) as ended', [login, now]);
  return found!.ended ? { reason: 'access-ended' } : null;
}

/** A first password that lies about unused is one that others may find: it opens the account for some days only. */
async function refuseOldInitialPassword(
  context: CommandContext,
  login: string,
  days: number,
): Promise<{ readonly reason: 'initial-password-expired' } | null> {
  const expired = await context.tx.query(
    `select from account
     where login = $1 and must_change_password and password_changed_at + make_interval(days => $2) <= $3`,
    [login, days, context.now],
  );
  return expired.length > 0 ? { reason: 'initial-password-expired' } : null;
}

async function openSession(context: CommandContext, login: string, hours: number, client?: string): Promise<SignedIn> {
  const sessionId = newId();
  const { token, tokenHash } = newBearerToken('cv_');
  const [row] = await context.tx.query<{ expiresAt: string; mustChangePassword: boolean }>(
    `insert into session (id, login, token_hash, client, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $5::timestamptz + make_interval(secs => $6))
     returning expires_at as "expiresAt",
               (select must_change_password from account where account.login = session.login) as "mustChangePassword"`,
    [sessionId, login, tokenHash, client?.slice(0, 200) ?? null, context.now, hours * 3600],
  );
  return { token, sessionId, login, ...row! };
}

/**
 * People type their password into the field of the login. Whatever does not look like a login stays out of the audit
 * trail, which nobody can delete from; no acceptable password looks like one.
 */
function presentable(typed: string): string {
  return isLogin(typed) ? typed : '(not a login)';
}

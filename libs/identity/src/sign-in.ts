import type { Database } from '#database';
import { newId } from '#foundation';
import type { Command, CommandContext, CommandExecutor } from '#runtime';
import { SignInRefusedError } from './errors.js';
import { checkPassword, type PasswordCheck, settlePasswordCheck } from './password-check.js';
import { newSessionToken } from './session-token.js';

export interface SignInDependencies {
  readonly executor: CommandExecutor;
  readonly database: Database;
  /** Life of the session, in hours; it is not prolonged by use. */
  readonly sessionHours: number;
}

export interface SignInInput {
  /** Surrounding space and case do not matter: phones begin with a capital. */
  readonly login: string;
  readonly password: string;
  /** User agent, by which the person will recognise the session. */
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
 * Opens a session for who knows the password. Not a bare command, because a refusal must be counted and audited, and
 * therefore committed, before it is thrown.
 *
 * @throws SignInRefusedError, the same for every reason and after the same work.
 */
export async function signIn(
  dependencies: SignInDependencies,
  input: SignInInput,
  requestId: string,
): Promise<SignedIn> {
  const { executor, database, sessionHours } = dependencies;
  const typed = input.login.trim();
  // What cannot be a login is nobody's: it goes the way of an unknown one, at the same cost.
  const login = isLogin(typed.toLowerCase()) ? typed.toLowerCase() : '';
  const check = await checkPassword(database, login, input.password);
  const caller = { actor: check.matches ? check.login : 'system:sign-in', requestId };
  const settled = await executor.execute(settleSignIn, { check, typed, sessionHours, client: input.client }, caller);
  if (settled === null) throw new SignInRefusedError();
  return settled;
}

interface SettleSignInInput {
  readonly check: PasswordCheck;
  readonly typed: string;
  readonly sessionHours: number;
  readonly client?: string;
}

/** Gives null when the sign-in is refused. */
const settleSignIn: Command<SettleSignInInput, SignedIn | null> = {
  name: 'identity.sign-in',
  async run(context, { check, typed, sessionHours, client }) {
    const refusal = await settlePasswordCheck(context, check);
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

async function openSession(context: CommandContext, login: string, hours: number, client?: string): Promise<SignedIn> {
  const sessionId = newId();
  const { token, tokenHash } = newSessionToken();
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

/** The shape that the directory gives to logins. */
function isLogin(text: string): boolean {
  return /^[a-z][a-z0-9._-]{1,39}$/.test(text);
}

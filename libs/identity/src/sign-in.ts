import type { Database } from '#database';
import { isLogin } from '#foundation';
import type { CommandExecutor } from '#runtime';
import { SignInRefusedError } from './errors.js';
import { checkPassword } from './password-check.js';
import { loginOfName } from './sign-in-name.js';
import { type SignedIn, settleSignIn } from './settle-sign-in.command.js';

export interface SignInDependencies {
  readonly executor: CommandExecutor;
  readonly database: Database;
  /** Life of the session, in hours; it is not prolonged by use. */
  readonly sessionHours: number;
  /** How long a first password opens the account, in days; then it must be issued anew. */
  readonly initialPasswordDays: number;
}

export interface SignInInput {
  /** Surrounding space and case do not matter: phones begin with a capital. */
  readonly login: string;
  readonly password: string;
  /** User agent, by which the person will recognise the session. */
  readonly client?: string;
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
  const { executor, database, sessionHours, initialPasswordDays } = dependencies;
  const typed = input.login.trim();
  // What cannot be a login is nobody's: it goes the way of an unknown one, at the same cost.
  const name = isLogin(typed.toLowerCase()) ? typed.toLowerCase() : '';
  const login = (await loginOfName(database, name)) ?? '';
  const check = await checkPassword(database, login, input.password);
  const caller = { actor: check.matches ? check.login : 'system:sign-in', requestId };
  const settling = { check, typed, sessionHours, initialPasswordDays, client: input.client };
  const settled = await executor.execute(settleSignIn, settling, caller);
  if (settled === null) throw new SignInRefusedError();
  return settled;
}

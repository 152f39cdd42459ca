import { LOCK_PROCESS } from './exposure/lock-everywhere.command.js';
import { AccountCaseByHandError } from './errors.js';
import { PASSWORD_RESET_PROCESS } from './password-reset/password-reset.js';

const ACTS: ReadonlyMap<string, string> = new Map([
  [LOCK_PROCESS, 'report the password as exposed (POST /accounts/{login}/exposure), or lock the account (POST /accounts/{login}/lock)'],
  [PASSWORD_RESET_PROCESS, 'ask for the password (POST /password-resets)'],
]);

/**
 * Such a case begins by the act that says who wants it and why, and by nothing else: its service tasks lock whom its variables name.
 * @throws AccountCaseByHandError with the act that begins it
 */
export function refuseAccountCaseStart(key: string): void {
  const act = ACTS.get(key);
  if (act !== undefined) throw new AccountCaseByHandError(key, act);
}

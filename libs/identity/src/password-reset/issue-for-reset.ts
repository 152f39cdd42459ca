import type { Caller } from '#audit';
import type { Transaction } from '#database';
import { type Command, correlateMessage } from '#runtime';
import { headsOfPerson } from '../heads-of-person.js';
import { byHelper } from '../privileged-accounts.js';
import { resetPassword } from '../reset-password.command.js';
import type { AccountSystems } from '../systems/account-systems.js';
import { type IssuedPassword, setEverywhere } from '../systems/issue-password.js';
import { PasswordOfLockedError, PasswordResetForbiddenError, PasswordResetStateError } from './errors.js';
import { lockWithCase, type PasswordResetTools } from './password-reset.js';

export interface IssueForResetInput {
  readonly id: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Gives the new password that was confirmed, once for whoever hands it over, in all account systems; the person, the head of his unit
 * and whoever asked hear that it was given, never what it is. Again where a system did not take it, until the person has changed it.
 * @throws PasswordResetNotFoundError, PasswordResetForbiddenError, PasswordResetStateError, PasswordOfLockedError,
 *   AccountPrivilegedError, AccountOfGoneError
 */
export async function issueForReset(systems: AccountSystems, tools: Pick<PasswordResetTools, 'tell'>, input: IssueForResetInput, caller: Caller): Promise<IssuedPassword> {
  const { initialPassword, login, unlock } = await systems.tools.executor.execute(issueOnce(tools), input, caller);
  return { initialPassword, systems: await setEverywhere(systems, { login, unlock, password: initialPassword }, caller) };
}

/** Password and record in one transaction: two who hand it over at one moment give one password after the other, not two cases. */
function issueOnce({ tell }: Pick<PasswordResetTools, 'tell'>): Command<IssueForResetInput, { initialPassword: string; login: string; unlock: boolean }> {
  return {
    name: 'identity.issue-for-reset',
    request: ({ id }) => ({ id }),
    async run(context, { id, groups }) {
      const { tx, now, caller } = context;
      const { label, login, kind, enteredBy, status, instanceId, goesOn } = await lockWithCase(tx, id);
      if (caller.actor === login) throw new PasswordResetForbiddenError('hand a password over to yourself');
      if (!groups.includes('it') && !groups.includes('admin')) throw new PasswordResetForbiddenError('hand passwords over: IT does');
      if (status !== 'confirmed' && status !== 'issued') throw new PasswordResetStateError(label, status, 'handing a password over');
      const unlock = kind === 'exposed';
      if (!unlock) await requireOpenAccount(tx, login);
      const { initialPassword } = await context.run(byHelper(resetPassword), { input: { login, unlock }, groups });
      if (status === 'confirmed') await context.run(correlateMessage, { message: 'password-reset.issued', correlationKey: id, mustMatch: goesOn });
      await tx.execute(`update password_reset set status = 'issued', issued_by = $2, issued_at = $3 where id = $1`, [id, caller.actor, now]);
      context.audit({ subject: 'account', subjectId: login, detail: { passwordReset: label, issuedBy: caller.actor } });
      const people = [...new Set([login, enteredBy, ...(await headsOfPerson(context, login))])].filter((each) => each !== caller.actor);
      const body = `Mật khẩu ban đầu mới của ${login} do ${caller.actor} trao. Không phải người ấy yêu cầu thì báo ngay là lộ mật khẩu.`;
      await tell(context, { people, groups: [] }, { title: `${label}: đã cấp mật khẩu mới cho ${login}`, body, instanceId, event: `password-reset-issued:${id}:${now}` });
      return { initialPassword, login, unlock };
    },
  };
}

/** @throws PasswordOfLockedError: with it nobody could sign in */
async function requireOpenAccount(tx: Transaction, login: string): Promise<void> {
  const locked = await tx.query(`select from account where login = $1 and status = 'locked' for update`, [login]);
  if (locked.length > 0) throw new PasswordOfLockedError(login);
}

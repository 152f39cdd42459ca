import {
  type AccountSystem,
  AccountSystemRefusedError,
  type Changed,
  type HeldAccount,
  type HeldMailbox,
  type Put,
  requirePlainText,
  type WantedAccount,
  type WantedMailbox,
} from '#connectors';
import type { Database } from '#database';
import { isLogin } from '#foundation';
import type { Command, CommandExecutor } from '#runtime';
import { AccountWithoutPersonError } from '../errors.js';
import { lockAccount } from '../lock-account.command.js';
import { unlockAccount } from '../unlock-account.command.js';
import { openOwnAccount } from './open-own-account.command.js';
import { OWN_SYSTEM } from './own-system.js';
import { putOwnMailbox } from './put-own-mailbox.command.js';
import { removeOwnAccount } from './remove-own-account.command.js';
import { removeOwnMailbox } from './remove-own-mailbox.command.js';
import { renameOwnAccount } from './rename-own-account.command.js';
import { setOwnPassword } from './set-own-password.command.js';

const HELD = `
  select login as key, coalesce(sign_in_name, login) as name, person.full_name as "fullName", person.email as mail,
         account.status = 'locked' as locked, login as "externalId",
         (select max(created_at) from session where session.login = account.login) as "lastUsedAt"
  from account join person using (login)`;

/**
 * Our own tables as an account system, the only one of an office that has no other: accounts are those that people sign in to
 * Congvan with. Names and addresses of people are read in the directory, whatever a caller says of them, and nobody makes
 * accounts past us.
 */
export class OwnAccountSystem implements AccountSystem {
  constructor(private readonly dependencies: { readonly database: Database; readonly executor: CommandExecutor }) {}

  async putAccount({ key, name, fullName, mail }: WantedAccount): Promise<Put> {
    requirePlainText(OWN_SYSTEM, { key, name, fullName, mail });
    this.requireLogin(name);
    try {
      return await this.run(openOwnAccount, { login: key, name }, key);
    } catch (error) {
      if (!(error instanceof AccountWithoutPersonError)) throw error;
      throw new AccountSystemRefusedError(OWN_SYSTEM, `there is no person ${key}`, 'Register the person first.', { cause: error });
    }
  }

  async renameAccount(key: string, name: string): Promise<Changed> {
    this.requireLogin(name);
    return this.run(renameOwnAccount, { login: key, name }, key);
  }

  async lockAccount(key: string): Promise<Changed> {
    return this.setLock(key, true);
  }

  async unlockAccount(key: string): Promise<Changed> {
    return this.setLock(key, false);
  }

  async removeAccount(key: string): Promise<Changed> {
    return this.run(removeOwnAccount, { login: key }, key);
  }

  async setPassword(key: string, password: string, { mustChange }: { readonly mustChange: boolean }): Promise<Changed> {
    return this.run(setOwnPassword, { login: key, password, mustChange }, key);
  }

  async findAccount(key: string): Promise<HeldAccount | undefined> {
    const [account] = await this.dependencies.database.query<HeldAccount>(`${HELD} where login = $1`, [key]);
    return account;
  }

  async *listAccounts(): AsyncIterable<HeldAccount> {
    yield* await this.dependencies.database.query<HeldAccount>(HELD);
  }

  async putMailbox(mailbox: WantedMailbox): Promise<Put> {
    requirePlainText(OWN_SYSTEM, { address: mailbox.address });
    return this.run(putOwnMailbox, mailbox, mailbox.address);
  }

  async removeMailbox(address: string): Promise<Changed> {
    return this.run(removeOwnMailbox, { address }, address);
  }

  async *listMailboxes(): AsyncIterable<HeldMailbox> {
    yield* await this.dependencies.database.query<HeldMailbox>(
      `select address, managers, delegates, true as ours, external_id as "externalId" from system_mailbox
       where system = $1 and state = 'active'`,
      [OWN_SYSTEM],
    );
  }

  private async setLock(key: string, wanted: boolean): Promise<Changed> {
    const account = await this.findAccount(key);
    if (account === undefined) return 'absent';
    if (account.locked === wanted) return 'unchanged';
    if (wanted) await this.run(lockAccount, { login: key, reason: 'accounts.lock' }, key);
    else await this.run(unlockAccount, { login: key }, key);
    return 'changed';
  }

  private requireLogin(name: string): void {
    if (isLogin(name)) return;
    const mend = 'Write 2 to 40 of a–z, 0–9 and . _ -, a letter first.';
    throw new AccountSystemRefusedError(OWN_SYSTEM, `"${name}" is not a login`, mend);
  }

  private run<Input, Output>(command: Command<Input, Output>, input: Input, about: string): Promise<Output> {
    return this.dependencies.executor.execute(command, input, { actor: 'system:accounts', requestId: `accounts:${about}` });
  }
}

import type { AccountSystem, Changed, HeldAccount, HeldMailbox, Put, WantedAccount, WantedMailbox } from '../account-system.js';
import { requirePlainText } from '../plain-text.js';
import { LdapConnection, type LdapSecrets } from './ldap-connection.js';
import { LdapAccounts } from './ldap-accounts.js';
import { LdapMailboxes } from './ldap-mailboxes.js';
import type { LdapSettings } from './ldap-settings.js';

/** People and groups of a directory server. */
export class LdapAccountSystem implements AccountSystem {
  constructor(
    private readonly system: string,
    private readonly settings: LdapSettings,
    private readonly secrets: LdapSecrets,
  ) {}

  async putAccount(account: WantedAccount): Promise<Put> {
    this.require({ ...account });
    return this.connected(({ accounts }) => accounts.put(account));
  }

  async renameAccount(key: string, name: string): Promise<Changed> {
    this.require({ key, name });
    return this.connected(({ accounts }) => accounts.rename(key, name));
  }

  lockAccount(key: string): Promise<Changed> {
    return this.connected(({ accounts }) => accounts.setLock(key, true));
  }

  unlockAccount(key: string): Promise<Changed> {
    return this.connected(({ accounts }) => accounts.setLock(key, false));
  }

  removeAccount(key: string): Promise<Changed> {
    return this.connected(({ accounts }) => accounts.remove(key));
  }

  setPassword(key: string, password: string, { mustChange }: { readonly mustChange: boolean }): Promise<Changed> {
    return this.connected(({ accounts }) => accounts.setPassword(key, password, mustChange));
  }

  findAccount(key: string): Promise<HeldAccount | undefined> {
    return this.connected(async ({ accounts }) => (await accounts.find(key))?.account);
  }

  async *listAccounts(): AsyncIterable<HeldAccount> {
    yield* await this.connected(({ accounts }) => accounts.list());
  }

  async putMailbox(mailbox: WantedMailbox): Promise<Put> {
    this.require({ address: mailbox.address });
    return this.connected(({ mailboxes }) => mailboxes.put(mailbox));
  }

  removeMailbox(address: string): Promise<Changed> {
    return this.connected(({ mailboxes }) => mailboxes.remove(address));
  }

  async *listMailboxes(): AsyncIterable<HeldMailbox> {
    yield* await this.connected(({ mailboxes }) => mailboxes.list());
  }

  private require(values: Readonly<Record<string, string | null>>): void {
    requirePlainText(this.system, values);
  }

  private connected<Result>(
    work: (parts: { readonly accounts: LdapAccounts; readonly mailboxes: LdapMailboxes }) => Promise<Result>,
  ): Promise<Result> {
    const { system, settings, secrets } = this;
    return LdapConnection.use(system, settings, secrets, (connection) => {
      const mailboxes = new LdapMailboxes(system, settings, connection);
      return work({ accounts: new LdapAccounts(system, settings, connection, mailboxes), mailboxes });
    });
  }
}

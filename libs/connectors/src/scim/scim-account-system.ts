import type { AccountSystem, Changed, HeldAccount, HeldMailbox, Put, WantedAccount, WantedMailbox } from '../account-system.js';
import { requirePlainText } from '../plain-text.js';
import { ScimAccounts } from './scim-accounts.js';
import { ScimClient } from './scim-client.js';
import { ScimMailboxes } from './scim-mailboxes.js';
import type { ScimSettings } from './scim-settings.js';

/** Users and groups of a SCIM server. */
export class ScimAccountSystem implements AccountSystem {
  private readonly accounts: ScimAccounts;
  private readonly mailboxes: ScimMailboxes;

  constructor(
    private readonly system: string,
    settings: ScimSettings,
    token: string,
  ) {
    const client = new ScimClient(system, settings.url.replace(/\/+$/, ''), token);
    this.accounts = new ScimAccounts(system, settings, client);
    this.mailboxes = new ScimMailboxes(system, client, this.accounts, settings.mailboxLastUsed);
  }

  async putAccount(account: WantedAccount): Promise<Put> {
    requirePlainText(this.system, { ...account });
    return this.accounts.put(account);
  }

  async renameAccount(key: string, name: string): Promise<Changed> {
    requirePlainText(this.system, { key, name });
    return this.accounts.rename(key, name);
  }

  lockAccount(key: string): Promise<Changed> {
    return this.accounts.setActive(key, false);
  }

  unlockAccount(key: string): Promise<Changed> {
    return this.accounts.setActive(key, true);
  }

  async removeAccount(key: string): Promise<Changed> {
    const user = await this.accounts.userOf(key);
    if (user === undefined) return 'absent';
    await this.mailboxes.dropMember(user.id, key);
    await this.accounts.remove(user);
    return 'changed';
  }

  setPassword(key: string, password: string, { mustChange }: { readonly mustChange: boolean }): Promise<Changed> {
    return this.accounts.setPassword(key, password, mustChange);
  }

  findAccount(key: string): Promise<HeldAccount | undefined> {
    return this.accounts.find(key);
  }

  listAccounts(): AsyncIterable<HeldAccount> {
    return this.accounts.list();
  }

  async putMailbox(mailbox: WantedMailbox): Promise<Put> {
    requirePlainText(this.system, { address: mailbox.address });
    return this.mailboxes.put(mailbox);
  }

  removeMailbox(address: string): Promise<Changed> {
    return this.mailboxes.remove(address);
  }

  listMailboxes(): AsyncIterable<HeldMailbox> {
    return this.mailboxes.list();
  }
}

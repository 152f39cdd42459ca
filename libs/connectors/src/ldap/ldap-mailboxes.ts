import { instantOf } from './ldap-accounts.js';
import type { Entry } from 'ldapts';
import type { Changed, HeldMailbox, Put, WantedMailbox } from '../account-system.js';
import { AccountSystemRefusedError, LastManagerError, NameHeldByAnotherError } from '../errors.js';
import { relativeName } from './distinguished-names.js';
import { isResult, type LdapConnection, RESULT, valueOf, valuesOf } from './ldap-connection.js';
import type { LdapSettings } from './ldap-settings.js';

const OURS = 'congvan';

/** The mailboxes of units on one directory server, as groups, within one connection. */
export class LdapMailboxes {
  constructor(
    private readonly system: string,
    private readonly settings: LdapSettings,
    private readonly connection: LdapConnection,
  ) {}

  async list(): Promise<HeldMailbox[]> {
    const { base, objectClasses } = this.settings.mailboxes;
    const mailboxes: HeldMailbox[] = [];
    for await (const entry of this.connection.search(base, { attribute: 'objectClass', value: objectClasses[0]! }, this.attributes)) {
      mailboxes.push(await this.heldFrom(entry));
    }
    return mailboxes;
  }

  async put(mailbox: WantedMailbox): Promise<Put> {
    const { base, objectClasses, address, managers, members, mark } = this.settings.mailboxes;
    const managerDns = await this.dnsOf(mailbox.managers);
    const memberDns = [...new Set([...managerDns, ...(await this.dnsOf(mailbox.delegates))])];
    const people = { [managers]: managerDns, [members]: memberDns };
    const found = await this.find(mailbox.address);
    if (found !== undefined) return this.update(found, mailbox, people);
    const dn = `${relativeName(address, mailbox.address)},${base}`;
    try {
      await this.connection.add(dn, { objectClass: objectClasses, [address]: mailbox.address, [mark]: OURS, ...people });
    } catch (error) {
      if (!isResult(error, RESULT.entryExists)) throw error;
      const meanwhile = await this.find(mailbox.address);
      if (meanwhile === undefined) throw error;
      return this.update(meanwhile, mailbox, people);
    }
    return { outcome: 'created', externalId: dn };
  }

  async remove(address: string): Promise<Changed> {
    const found = await this.find(address);
    if (found === undefined || !this.isOurs(found)) return 'absent';
    await this.connection.delete(found.dn);
    return 'changed';
  }

  /** The groups in which an entry is a manager or a member. */
  async of(dn: string): Promise<Entry[]> {
    const { base, managers, members } = this.settings.mailboxes;
    const wanted = [managers, members].map((attribute) => ({ attribute, value: dn }));
    const groups: Entry[] = [];
    for await (const entry of this.connection.search(base, wanted, this.attributes)) groups.push(entry);
    return groups;
  }

  /** @throws LastManagerError */
  requireOtherManagers(groups: readonly Entry[], dn: string, key: string): void {
    const { address, managers, members } = this.settings.mailboxes;
    for (const group of groups) {
      const others = (attribute: string) => valuesOf(group, attribute).filter((each) => !isSame(each, dn)).length;
      const leavesNobody = others(members) === 0 || (others(managers) === 0 && valuesOf(group, managers).length > 0);
      if (leavesNobody) throw new LastManagerError(this.system, key, valueOf(group, address) ?? group.dn);
    }
  }

  /** Gives a second DN what a first has in these groups. */
  async addMember(groups: readonly Entry[], dn: string, added: string): Promise<void> {
    const { managers, members } = this.settings.mailboxes;
    for (const group of groups) {
      for (const attribute of [managers, members]) {
        if (valuesOf(group, attribute).some((each) => isSame(each, dn))) await this.connection.addValue(group.dn, attribute, added);
      }
    }
  }

  async dropMember(groups: readonly Entry[], dn: string): Promise<void> {
    const { managers, members } = this.settings.mailboxes;
    for (const group of groups) {
      for (const attribute of [managers, members]) await this.connection.deleteValue(group.dn, attribute, dn);
    }
  }

  private async find(address: string): Promise<Entry | undefined> {
    const { base, address: attribute } = this.settings.mailboxes;
    for await (const entry of this.connection.search(base, { attribute, value: address }, this.attributes)) return entry;
    return undefined;
  }

  private async update(found: Entry, mailbox: WantedMailbox, people: Record<string, string[]>): Promise<Put> {
    if (!this.isOurs(found)) throw new NameHeldByAnotherError(this.system, mailbox.address);
    const same = Object.entries(people).every(([attribute, dns]) => haveSame(valuesOf(found, attribute), dns));
    if (!same) await this.connection.replace(found.dn, people);
    return { outcome: same ? 'unchanged' : 'updated', externalId: found.dn };
  }

  private async dnsOf(keys: readonly string[]): Promise<string[]> {
    const { base, key: attribute } = this.settings.people;
    const dns: string[] = [];
    for (const key of keys) {
      const entries: Entry[] = [];
      for await (const entry of this.connection.search(base, { attribute, value: key }, [attribute])) entries.push(entry);
      if (entries[0] === undefined) {
        throw new AccountSystemRefusedError(this.system, `${key} has no account there`, 'Make the account first.');
      }
      dns.push(entries[0].dn);
    }
    return dns;
  }

  private async heldFrom(entry: Entry): Promise<HeldMailbox> {
    const { address, managers, members, lastUsed } = this.settings.mailboxes;
    const managerKeys = await this.keysOf(valuesOf(entry, managers));
    const memberKeys = await this.keysOf(valuesOf(entry, members));
    return {
      address: valueOf(entry, address) ?? '',
      managers: managerKeys,
      delegates: memberKeys.filter((key) => !managerKeys.includes(key)),
      ours: this.isOurs(entry),
      externalId: entry.dn,
      lastUsedAt: lastUsed === undefined ? undefined : instantOf(valueOf(entry, lastUsed)),
    };
  }

  private async keysOf(dns: readonly string[]): Promise<string[]> {
    const { key } = this.settings.people;
    const entries = await Promise.all(dns.map((dn) => this.connection.read(dn, [key])));
    return entries.flatMap((entry) => (entry === undefined ? [] : valuesOf(entry, key)));
  }

  private isOurs(entry: Entry): boolean {
    return valuesOf(entry, this.settings.mailboxes.mark).includes(OURS);
  }

  private get attributes(): string[] {
    const { address, managers, members, mark, lastUsed } = this.settings.mailboxes;
    return [address, managers, members, mark, ...(lastUsed === undefined ? [] : [lastUsed])];
  }
}

/** Servers may give back a DN in another case than it was written in. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function haveSame(one: readonly string[], other: readonly string[]): boolean {
  const sorted = (dns: readonly string[]) => dns.map((dn) => dn.toLowerCase()).toSorted().join('\n');
  return sorted(one) === sorted(other);
}

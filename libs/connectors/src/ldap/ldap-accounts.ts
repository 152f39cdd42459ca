import { BerWriter, type Entry } from 'ldapts';
import { DateTime } from 'luxon';
import type { Changed, HeldAccount, Put, WantedAccount } from '../account-system.js';
import { NameHeldByAnotherError } from '../errors.js';
import { parentOf, relativeName } from './distinguished-names.js';
import { isResult, type LdapConnection, RESULT, valueOf, valuesOf } from './ldap-connection.js';
import type { LdapMailboxes } from './ldap-mailboxes.js';
import type { LdapSettings } from './ldap-settings.js';

interface Found {
  readonly account: HeldAccount;
  readonly entry: Entry;
}

/** Password Modify (RFC 3062): the server hashes what it gets. Setting the attribute itself would store it as it comes. */
const PASSWORD_MODIFY = '1.3.6.1.4.1.4203.1.11.1';

/** The accounts of people on one directory server, within one connection. */
export class LdapAccounts {
  constructor(
    private readonly system: string,
    private readonly settings: LdapSettings,
    private readonly connection: LdapConnection,
    private readonly mailboxes: LdapMailboxes,
  ) {}

  async find(key: string): Promise<Found | undefined> {
    return this.findBy(this.settings.people.key, key);
  }

  async list(): Promise<HeldAccount[]> {
    const { base, objectClasses } = this.settings.people;
    const accounts: HeldAccount[] = [];
    for await (const entry of this.connection.search(base, { attribute: 'objectClass', value: objectClasses[0]! }, this.attributes)) {
      accounts.push(this.heldFrom(entry));
    }
    return accounts;
  }

  async put(account: WantedAccount): Promise<Put> {
    const found = await this.find(account.key);
    if (found !== undefined) return this.update(found, account);
    const { people } = this.settings;
    if ((await this.findBy(people.name, account.name)) !== undefined) throw new NameHeldByAnotherError(this.system, account.name);
    const dn = `${relativeName(people.name, account.name)},${people.base}`;
    const described = this.describe(account);
    try {
      await this.connection.add(dn, {
        objectClass: people.objectClasses,
        [people.key]: account.key,
        [people.name]: account.name,
        // An attribute without a value is an error in a new entry.
        ...Object.fromEntries(Object.entries(described).filter(([, values]) => values.length > 0)),
      });
    } catch (error) {
      if (!isResult(error, RESULT.entryExists)) throw error;
      const meanwhile = await this.find(account.key);
      if (meanwhile === undefined) throw new NameHeldByAnotherError(this.system, account.name);
      return this.update(meanwhile, account);
    }
    return { outcome: 'created', externalId: dn };
  }

  async rename(key: string, name: string): Promise<Changed> {
    const { people } = this.settings;
    const found = await this.find(key);
    if (found === undefined) return 'absent';
    if (found.account.name === name) return 'unchanged';
    const holder = await this.findBy(people.name, name);
    if (holder !== undefined && holder.account.key !== key) throw new NameHeldByAnotherError(this.system, name);
    const { dn } = found.entry;
    const relative = relativeName(people.name, name);
    // The new name is in the mailboxes before the old one goes: whoever repeats this after a break finds nobody shut out.
    const groups = await this.mailboxes.of(dn);
    await this.mailboxes.addMember(groups, dn, `${relative},${parentOf(dn)}`);
    await this.connection.rename(dn, relative);
    await this.mailboxes.dropMember(groups, dn);
    return 'changed';
  }

  async setLock(key: string, locked: boolean): Promise<Changed> {
    const { attribute, value } = this.settings.lock;
    const found = await this.find(key);
    if (found === undefined) return 'absent';
    // Other values are locks of the server itself, such as after wrong passwords: unlocking ends them, too.
    const already = locked ? found.account.locked : valuesOf(found.entry, attribute).length === 0;
    if (already) return 'unchanged';
    await this.connection.replace(found.entry.dn, { [attribute]: locked ? [value] : [] });
    return 'changed';
  }

  async remove(key: string): Promise<Changed> {
    const found = await this.find(key);
    if (found === undefined) return 'absent';
    const { dn } = found.entry;
    const groups = await this.mailboxes.of(dn);
    this.mailboxes.requireOtherManagers(groups, dn, key);
    await this.mailboxes.dropMember(groups, dn);
    await this.connection.delete(dn);
    return 'changed';
  }

  async setPassword(key: string, password: string, mustChange: boolean): Promise<Changed> {
    const found = await this.find(key);
    if (found === undefined) return 'absent';
    const { dn } = found.entry;
    await this.connection.extended(PASSWORD_MODIFY, passwordModify(dn, password));
    const demand = this.settings.mustChange;
    if (demand !== null) await this.connection.replace(dn, { [demand.attribute]: mustChange ? [demand.value] : [] });
    return 'changed';
  }

  private async findBy(attribute: string, value: string): Promise<Found | undefined> {
    for await (const entry of this.connection.search(this.settings.people.base, { attribute, value }, this.attributes)) {
      return { entry, account: this.heldFrom(entry) };
    }
    return undefined;
  }

  private async update({ entry, account: held }: Found, account: WantedAccount): Promise<Put> {
    const same = held.fullName === account.fullName && held.mail === account.mail;
    if (!same) await this.connection.replace(entry.dn, this.describe(account));
    return { outcome: same ? 'unchanged' : 'updated', externalId: entry.dn };
  }

  private describe({ fullName, mail }: WantedAccount): Record<string, string[]> {
    const { people } = this.settings;
    const [familyName = fullName] = fullName.split(' ');
    return { [people.fullName]: [fullName], [people.familyName]: [familyName], [people.mail]: mail === null ? [] : [mail] };
  }

  private get attributes(): string[] {
    const { people, lock } = this.settings;
    return [people.key, people.name, people.fullName, people.mail, people.lastUsed, lock.attribute];
  }

  private heldFrom(entry: Entry): HeldAccount {
    const { people, lock } = this.settings;
    return {
      key: valueOf(entry, people.key) ?? null,
      name: valueOf(entry, people.name) ?? '',
      fullName: valueOf(entry, people.fullName) ?? '',
      mail: valueOf(entry, people.mail) ?? null,
      locked: valueOf(entry, lock.attribute) === lock.value,
      externalId: entry.dn,
      lastUsedAt: instantOf(valueOf(entry, people.lastUsed)),
    };
  }
}

/** `PasswdModifyRequestValue`: [0] whose password, [2] the new one. */
function passwordModify(dn: string, password: string): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeString(dn, 0x80);
  writer.writeString(password, 0x82);
  writer.endSequence();
  return writer.buffer;
}

/** A GeneralizedTime (RFC 4517 §3.3.13) such as `20261122194837.123Z`; null for anything else. */
export function instantOf(text: string | undefined): string | null {
  const [, whole] = /^(\d{14})(?:[.,]\d+)?Z$/.exec(text ?? '') ?? [];
  return whole === undefined ? null : DateTime.fromFormat(whole, 'yyyyMMddHHmmss', { zone: 'utc' }).toISO();
}

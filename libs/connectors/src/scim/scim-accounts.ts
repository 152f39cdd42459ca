import type { Changed, HeldAccount, Put, WantedAccount } from '../account-system.js';
import { NameHeldByAnotherError } from '../errors.js';
import { changeCurrent } from './change-current.js';
import type { ScimChange, ScimClient, ScimResource } from './scim-client.js';
import type { ScimSettings } from './scim-settings.js';

const USERS = '/Users';
const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** As much of a User as we read (RFC 7643 §4.1). */
export interface ScimUser extends ScimResource {
  readonly userName: string;
  readonly displayName?: string;
  readonly active?: boolean;
  readonly emails?: readonly { readonly value: string; readonly primary?: boolean }[];
  readonly [attribute: string]: unknown;
}

/** The accounts of people on one SCIM server. */
export class ScimAccounts {
  constructor(
    private readonly system: string,
    private readonly settings: ScimSettings,
    private readonly client: ScimClient,
  ) {}

  async userOf(key: string): Promise<ScimUser | undefined> {
    return this.userWith('externalId', key);
  }

  /** Keys by the ids of their users. */
  async keysById(): Promise<Map<string, string>> {
    const keys = new Map<string, string>();
    for await (const { id, externalId } of this.client.list<ScimUser>(USERS)) if (externalId) keys.set(id, externalId);
    return keys;
  }

  async find(key: string): Promise<HeldAccount | undefined> {
    const user = await this.userOf(key);
    return user && this.heldFrom(user);
  }

  async *list(): AsyncGenerator<HeldAccount> {
    for await (const user of this.client.list<ScimUser>(USERS)) yield this.heldFrom(user);
  }

  async put(account: WantedAccount): Promise<Put> {
    const { key, name, fullName, mail } = account;
    const updated = await this.update(account);
    if (updated !== undefined) return updated;
    const holder = await this.userWith('userName', name);
    if (holder !== undefined) throw new NameHeldByAnotherError(this.system, name);
    const created = await this.client.create(USERS, {
      schemas: [USER_SCHEMA],
      externalId: key,
      userName: name,
      displayName: fullName,
      name: nameOf(fullName),
      active: true,
      ...(mail !== null && { emails: [mailOf(mail)] }),
    });
    if (created !== undefined) return { outcome: 'created', externalId: created.id };
    const meanwhile = await this.update(account);
    if (meanwhile === undefined) throw new NameHeldByAnotherError(this.system, name);
    return meanwhile;
  }

  async rename(key: string, name: string): Promise<Changed> {
    const end = await this.change(key, ({ userName }) => (userName === name ? [] : [{ op: 'replace', path: 'userName', value: name }]));
    if (end === 'taken') throw new NameHeldByAnotherError(this.system, name);
    return end;
  }

  async setActive(key: string, wanted: boolean): Promise<Changed> {
    return this.changed(key, ({ active = true }) => (active === wanted ? [] : [{ op: 'replace', path: 'active', value: wanted }]));
  }

  async setPassword(key: string, password: string, mustChange: boolean): Promise<Changed> {
    const demand = this.settings.mustChange;
    return this.changed(key, () => [
      { op: 'replace', path: 'password', value: password },
      ...(demand === undefined ? [] : [{ op: 'replace' as const, path: demand, value: mustChange }]),
    ]);
  }

  remove(user: ScimUser): Promise<void> {
    return this.client.remove(USERS, user);
  }

  /** Undefined where there is none yet. */
  private async update({ key, fullName, mail }: WantedAccount): Promise<Put | undefined> {
    let externalId = '';
    const end = await this.changed(key, (user) => {
      externalId = user.id;
      const held = this.heldFrom(user);
      const changes: ScimChange[] = [];
      if (held.fullName !== fullName) {
        changes.push({ op: 'replace', path: 'displayName', value: fullName }, { op: 'replace', path: 'name', value: nameOf(fullName) });
      }
      if (held.mail !== mail) {
        changes.push(mail === null ? { op: 'remove', path: 'emails' } : { op: 'replace', path: 'emails', value: [mailOf(mail)] });
      }
      return changes;
    });
    return end === 'absent' ? undefined : { outcome: end === 'changed' ? 'updated' : 'unchanged', externalId };
  }

  /** A change of what need not be unique. */
  private async changed(key: string, decide: (user: ScimUser) => readonly ScimChange[]): Promise<Changed> {
    const end = await this.change(key, decide);
    if (end === 'taken') throw new NameHeldByAnotherError(this.system, key);
    return end;
  }

  private change(key: string, decide: (user: ScimUser) => readonly ScimChange[]): ReturnType<typeof changeCurrent> {
    return changeCurrent({ client: this.client, system: this.system, endpoint: USERS }, () => this.userOf(key), decide);
  }

  private async userWith(attribute: string, value: string): Promise<ScimUser | undefined> {
    // A server that does not know the filter might answer with everybody.
    for await (const user of this.client.find<ScimUser>(USERS, attribute, value)) {
      if (isSame(user[attribute], value, attribute === 'userName')) return user;
    }
    return undefined;
  }

  private heldFrom(user: ScimUser): HeldAccount {
    const { emails = [] } = user;
    const lastUsed = this.settings.lastUsed === undefined ? undefined : user[this.settings.lastUsed];
    return {
      key: user.externalId ?? null,
      name: user.userName,
      fullName: user.displayName ?? '',
      mail: (emails.find(({ primary }) => primary) ?? emails[0])?.value ?? null,
      locked: user.active === false,
      externalId: user.id,
      lastUsedAt: typeof lastUsed === 'string' && !Number.isNaN(Date.parse(lastUsed)) ? new Date(lastUsed).toISOString() : null,
    };
  }
}

/** Names of users are compared without regard to case (RFC 7643 §4.1.1), ids from outside are not. */
function isSame(found: unknown, value: string, caseless: boolean): boolean {
  if (typeof found !== 'string') return false;
  return caseless ? found.toLowerCase() === value.toLowerCase() : found === value;
}

/** Family name first, given name last, as decisions write them. */
function nameOf(fullName: string): { formatted: string; familyName: string; givenName: string } {
  const words = fullName.split(' ');
  return { formatted: fullName, familyName: words[0]!, givenName: words.at(-1)! };
}

function mailOf(value: string): { value: string; type: string; primary: boolean } {
  return { value, type: 'work', primary: true };
}

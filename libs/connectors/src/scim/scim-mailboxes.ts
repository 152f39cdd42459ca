import type { Changed, HeldMailbox, Put, WantedMailbox } from '../account-system.js';
import { AccountSystemRefusedError, LastManagerError, NameHeldByAnotherError } from '../errors.js';
import { changeCurrent } from './change-current.js';
import type { ScimAccounts } from './scim-accounts.js';
import type { ScimClient, ScimResource } from './scim-client.js';

const GROUPS = '/Groups';
const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** As much of a Group as we read (RFC 7643 §4.2). */
interface ScimGroup extends ScimResource {
  readonly displayName: string;
  readonly members?: readonly { readonly value: string }[];
}

/** The two groups of a mailbox: SCIM knows members of a group, but nobody who answers for it. */
const PARTS = ['members', 'managers'] as const;
type Part = (typeof PARTS)[number];

const keyOf = (address: string, part: Part) => `congvan:${part}:${address}`;
const titleOf = (address: string, part: Part) => (part === 'members' ? address : `${address} (quản lý)`);

/** The mailboxes of units on one SCIM server, as groups. */
export class ScimMailboxes {
  constructor(
    private readonly system: string,
    private readonly client: ScimClient,
    private readonly accounts: ScimAccounts,
    /** Attribute that tells the last use of a group. */
    private readonly lastUsed: string | undefined,
  ) {}

  async put({ address, managers, delegates }: WantedMailbox): Promise<Put> {
    const managerIds = await this.idsOf(managers);
    const wanted = { managers: managerIds, members: [...new Set([...managerIds, ...(await this.idsOf(delegates))])] };
    const puts: Put[] = [];
    for (const part of PARTS) puts.push(await this.putGroup(address, part, wanted[part]));
    const [members, head] = puts as [Put, Put];
    return members.outcome === 'unchanged' && head.outcome !== 'unchanged' ? { ...members, outcome: 'updated' } : members;
  }

  async remove(address: string): Promise<Changed> {
    let end: Changed = 'absent';
    // What a call that broke off has left is found by its repetition: the members go last.
    for (const part of PARTS.toReversed()) {
      const group = await this.find(address, part);
      if (group === undefined) continue;
      await this.client.remove(GROUPS, group);
      end = 'changed';
    }
    return end;
  }

  async *list(): AsyncGenerator<HeldMailbox> {
    const keys = await this.accounts.keysById();
    const groups = await this.groups();
    const peopleOf = (group: ScimGroup | undefined) => (group?.members ?? []).flatMap(({ value }) => keys.get(value) ?? []);
    for (const group of groups) {
      const [, part, address] = /^congvan:(members|managers):(.*)$/s.exec(group.externalId ?? '') ?? [];
      if (part === 'managers') continue;
      const managers = peopleOf(groups.find(({ externalId }) => address !== undefined && externalId === keyOf(address, 'managers')));
      yield {
        address: address ?? group.displayName,
        managers,
        delegates: peopleOf(group).filter((key) => !managers.includes(key)),
        ours: address !== undefined,
        externalId: group.id,
        lastUsedAt: this.lastUseOf(group),
      };
    }
  }

  private lastUseOf(group: ScimGroup): string | null | undefined {
    if (this.lastUsed === undefined) return undefined;
    const told = (group as unknown as Readonly<Record<string, unknown>>)[this.lastUsed];
    return typeof told === 'string' && !Number.isNaN(Date.parse(told)) ? new Date(told).toISOString() : null;
  }

  /** Takes a user out of all groups. @throws LastManagerError before anything is changed */
  async dropMember(id: string, key: string): Promise<void> {
    const mine = (await this.groups()).filter(({ members = [] }) => members.some(({ value }) => value === id));
    for (const { members = [], externalId = '' } of mine) {
      const [, address] = /^congvan:managers:(.*)$/s.exec(externalId) ?? [];
      if (address !== undefined && members.length === 1) throw new LastManagerError(this.system, key, address);
    }
    const place = { client: this.client, system: this.system, endpoint: GROUPS };
    for (const group of mine) {
      await changeCurrent(
        place,
        async () => (await this.groups()).find((each) => each.id === group.id),
        ({ members = [] }) => {
          const others = members.filter(({ value }) => value !== id);
          return others.length === members.length ? [] : [{ op: 'replace', path: 'members', value: others }];
        },
      );
    }
  }

  private async putGroup(address: string, part: Part, ids: readonly string[]): Promise<Put> {
    const updated = await this.updateGroup(address, part, ids);
    if (updated !== undefined) return updated;
    const displayName = titleOf(address, part);
    for await (const _ of this.client.find<ScimGroup>(GROUPS, 'displayName', displayName)) {
      throw new NameHeldByAnotherError(this.system, displayName);
    }
    const members = ids.map((value) => ({ value }));
    const created = await this.client.create(GROUPS, { schemas: [GROUP_SCHEMA], externalId: keyOf(address, part), displayName, members });
    if (created !== undefined) return { outcome: 'created', externalId: created.id };
    const meanwhile = await this.updateGroup(address, part, ids);
    if (meanwhile === undefined) throw new NameHeldByAnotherError(this.system, displayName);
    return meanwhile;
  }

  /** Undefined where there is none yet. */
  private async updateGroup(address: string, part: Part, ids: readonly string[]): Promise<Put | undefined> {
    let externalId = '';
    const end = await changeCurrent(
      { client: this.client, system: this.system, endpoint: GROUPS },
      () => this.find(address, part),
      ({ id, members = [] }) => {
        externalId = id;
        const held = members.map(({ value }) => value);
        const same = held.length === ids.length && ids.every((each) => held.includes(each));
        return same ? [] : [{ op: 'replace', path: 'members', value: ids.map((value) => ({ value })) }];
      },
    );
    if (end === 'absent') return undefined;
    if (end === 'taken') throw new NameHeldByAnotherError(this.system, titleOf(address, part));
    return { outcome: end === 'changed' ? 'updated' : 'unchanged', externalId };
  }

  private async find(address: string, part: Part): Promise<ScimGroup | undefined> {
    const key = keyOf(address, part);
    for await (const group of this.client.find<ScimGroup>(GROUPS, 'externalId', key)) if (group.externalId === key) return group;
    return undefined;
  }

  private async groups(): Promise<ScimGroup[]> {
    const groups: ScimGroup[] = [];
    for await (const group of this.client.list<ScimGroup>(GROUPS)) groups.push(group);
    return groups;
  }

  private async idsOf(keys: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const key of keys) {
      const user = await this.accounts.userOf(key);
      if (user === undefined) {
        throw new AccountSystemRefusedError(this.system, `${key} has no account there`, 'Make the account first.');
      }
      ids.push(user.id);
    }
    return ids;
  }
}

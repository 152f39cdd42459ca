import { Attribute, Change, Client } from 'ldapts';
import { itKeepsTheContract } from '../../../../test/support/account-system-contract.js';
import { BASE, BIND_DN, BIND_PASSWORD, Slapd } from '../../../../test/support/slapd.js';
import type { AccountSystem } from '../account-system.js';
import { LdapAccountSystem } from './ldap-account-system.js';
import { ldapSettingsSchema } from './ldap-settings.js';

const PEOPLE = `ou=people,${BASE}`;

function systemOf(url: string, { password = BIND_PASSWORD, ca, startTls = false, lastUsed }: { password?: string; ca?: string; startTls?: boolean; lastUsed?: string } = {}): AccountSystem {
  const mailboxes = { base: `ou=mailboxes,${BASE}`, lastUsed };
  const settings = { kind: 'ldap', url, startTls, bindDn: BIND_DN, passwordFile: 'not read', people: { base: PEOPLE }, mailboxes };
  return new LdapAccountSystem('danhba', ldapSettingsSchema.parse(settings), { password, ca });
}

async function asCongvan<Result>(slapd: Slapd, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ url: slapd.url });
  await client.bind(BIND_DN, BIND_PASSWORD);
  try {
    return await work(client);
  } finally {
    await client.unbind();
  }
}

async function binds(slapd: Slapd, name: string, password: string): Promise<boolean> {
  const client = new Client({ url: slapd.url });
  // A bind without a password is anonymous, and succeeds (RFC 4513 §5.1.2).
  const bound = client.bind(`uid=${name},${PEOPLE}`, password || 'none').then(() => true, () => false);
  return bound.finally(() => client.unbind());
}

describe('a directory server', () => {
  itKeepsTheContract(async () => {
    const slapd = await Slapd.start();
    return {
      system: systemOf(slapd.url),
      maySignIn: (name, password) => binds(slapd, name, password),
      makeOutside: (name, address) =>
        asCongvan(slapd, async (client) => {
          const dn = `uid=${name},${PEOPLE}`;
          await client.add(dn, { objectClass: 'inetOrgPerson', uid: name, cn: name, sn: name });
          await client.add(`cn=${address},ou=mailboxes,${BASE}`, { objectClass: 'groupOfNames', cn: address, member: dn });
        }),
      close: () => slapd.close(),
    };
  });
});

describe('a directory server of its own kind', () => {
  const account = { key: 'cuongpv', name: 'cuongpv', fullName: 'Phan Văn Cường', mail: null };
  let slapd: Slapd;
  beforeAll(async () => {
    slapd = await Slapd.start();
  });
  afterAll(() => slapd.close());

  it('that is killed is unavailable, and goes on where it was when it is back', async () => {
    const system = systemOf(slapd.url);
    await system.putAccount(account);
    await slapd.kill();
    await expect(system.lockAccount('cuongpv')).rejects.toMatchObject({ code: 'connectors.unavailable', kind: 'transient' });
    await slapd.resume();
    expect(await system.lockAccount('cuongpv')).toBe('changed');
    await system.unlockAccount('cuongpv');
  });

  it('that does not know our own account says what to check', async () => {
    await expect(systemOf(slapd.url, { password: 'sai' }).putAccount(account)).rejects.toMatchObject({
      code: 'connectors.refused',
      findings: [expect.objectContaining({ mend: expect.stringContaining('bindDn') })],
    });
  });

  it('hashes passwords, asks for another at the first sign-in, and tells when that was', async () => {
    const system = systemOf(slapd.url);
    await system.putAccount(account);
    await system.setPassword('cuongpv', 'Lan-dau@2026', { mustChange: true });
    const entry = await asCongvan(slapd, async (client) => {
      const attributes = ['userPassword', 'pwdReset'];
      const { searchEntries } = await client.search(`uid=cuongpv,${PEOPLE}`, { scope: 'base', attributes });
      return searchEntries[0]!;
    });
    expect(String(entry['userPassword'])).toMatch(/^\{SSHA\}/);
    expect(entry['pwdReset']).toBe('TRUE');
    expect(await binds(slapd, 'cuongpv', 'Lan-dau@2026')).toBe(true);
    const held = await system.findAccount('cuongpv');
    expect(Math.abs(Date.parse(held!.lastUsedAt!) - Date.now())).toBeLessThan(60_000);
  });

  it('tells when a mailbox was last used by the attribute that its settings name, and without one nothing', async () => {
    const system = systemOf(slapd.url, { lastUsed: 'description' });
    await system.putAccount({ ...account, key: 'hungnv', name: 'hungnv' });
    const used = { 'dung@sct.example': '20261120013000.5Z', 'chua@sct.example': undefined, 'la@sct.example': 'hôm qua' };
    for (const [address, told] of Object.entries(used)) {
      const { externalId } = await system.putMailbox({ address, managers: ['hungnv'], delegates: [] });
      if (told === undefined) continue;
      await asCongvan(slapd, (client) => client.modify(externalId, new Change({ operation: 'replace', modification: new Attribute({ type: 'description', values: [told] }) })));
    }
    const tellsOf = async (there: AccountSystem) => {
      const told: Record<string, string | null | undefined> = {};
      for await (const { address, lastUsedAt } of there.listMailboxes()) if (address in used) told[address] = lastUsedAt;
      return told;
    };
    expect(await tellsOf(system)).toEqual({ 'dung@sct.example': '2026-11-20T01:30:00.000Z', 'chua@sct.example': null, 'la@sct.example': null });
    expect(Object.values(await tellsOf(systemOf(slapd.url)))).toEqual([undefined, undefined, undefined]);
  });

  it('keeps in its groups the new name of an account alone', async () => {
    const system = systemOf(slapd.url);
    await system.putAccount({ ...account, key: 'thuypt', name: 'thuypt' });
    await system.putMailbox({ address: 'vp@sct.example', managers: ['thuypt'], delegates: [] });
    await system.renameAccount('thuypt', 'thuypt,vp');
    const members = await asCongvan(slapd, async (client) => {
      const { searchEntries } = await client.search(`ou=mailboxes,${BASE}`, { filter: '(cn=vp@sct.example)', attributes: ['member', 'owner'] });
      return [searchEntries[0]!['member'], searchEntries[0]!['owner']];
    });
    expect(members).toEqual([`uid=thuypt\\2Cvp,${PEOPLE}`, `uid=thuypt\\2Cvp,${PEOPLE}`]);
  });

  it('is spoken to over StartTLS, if its certificate is one we believe', async () => {
    await systemOf(slapd.url).putAccount(account);
    expect(await systemOf(slapd.url, { startTls: true, ca: slapd.ca }).findAccount('cuongpv')).toMatchObject({ key: 'cuongpv' });
    await expect(systemOf(slapd.url, { startTls: true }).findAccount('cuongpv')).rejects.toMatchObject({ code: 'connectors.unavailable' });
  });
});

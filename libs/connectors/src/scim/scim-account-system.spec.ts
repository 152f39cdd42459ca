import { itKeepsTheContract } from '../../../../test/support/account-system-contract.js';
import { ScimServer, TOKEN } from '../../../../test/support/scim-server.js';
import { ScimAccountSystem } from './scim-account-system.js';
import { scimSettingsSchema } from './scim-settings.js';

function systemOf(server: ScimServer, token = TOKEN): ScimAccountSystem {
  const settings = { kind: 'scim', url: server.url, tokenFile: 'not read', mustChange: 'urn:example:mustChange', lastUsed: 'lastLogin' };
  return new ScimAccountSystem('nhansu', scimSettingsSchema.parse(settings), token);
}

describe('a SCIM server', () => {
  itKeepsTheContract(async () => {
    const server = await ScimServer.start();
    return {
      system: systemOf(server),
      maySignIn: async (name, password) =>
        [...server.resources.Users.values()].some((user) => user['userName'] === name && user['password'] === password && user['active'] === true),
      makeOutside: async (name, address) => {
        const { id } = server.insert('Users', { userName: name, displayName: name, active: true });
        server.insert('Groups', { displayName: address, members: [{ value: id }] });
      },
      fill: async (people) => {
        for (const { key, fullName } of people) {
          server.insert('Users', { externalId: key, userName: key, displayName: fullName, active: true });
        }
      },
      close: () => server.stop(),
    };
  });
});

describe('a SCIM server of its own kind', () => {
  const account = { key: 'cuongpv', name: 'cuongpv', fullName: 'Phan Văn Cường', mail: null };
  let server: ScimServer;
  beforeEach(async () => {
    server = await ScimServer.start();
  });
  afterEach(() => server.stop());

  it('that is down is unavailable, and goes on where it was when it is back', async () => {
    const system = systemOf(server);
    await system.putAccount(account);
    await server.stop();
    await expect(system.lockAccount('cuongpv')).rejects.toMatchObject({ code: 'connectors.unavailable', kind: 'transient' });
    await server.resume();
    expect(await system.lockAccount('cuongpv')).toBe('changed');
  });

  it('that does not know our token says what to check', async () => {
    await expect(systemOf(server, 'other').putAccount(account)).rejects.toMatchObject({
      code: 'connectors.refused',
      findings: [expect.objectContaining({ mend: expect.stringContaining('token') })],
    });
  });

  it('that has too much to do is asked again when it says, and given up where that is long', async () => {
    const system = systemOf(server);
    server.interruptions.push({ status: 429, headers: { 'retry-after': '0' } }, { status: 503, headers: { 'retry-after': '0' } });
    expect(await system.putAccount(account)).toMatchObject({ outcome: 'created' });
    server.interruptions.push({ status: 429, headers: { 'retry-after': '600' } });
    await expect(system.findAccount('cuongpv')).rejects.toMatchObject({ code: 'connectors.unavailable', retryAfterSeconds: 600 });
  });

  it('whose account somebody else changes meanwhile is read again before it is changed', async () => {
    const system = systemOf(server);
    await system.putAccount(account);
    server.beforeChange = (user) => {
      server.beforeChange = () => undefined;
      Object.assign(user, { title: 'Chuyên viên', meta: { version: 'W/"7"' } });
    };
    expect(await system.lockAccount('cuongpv')).toBe('changed');
    expect([...server.resources.Users.values()]).toEqual([expect.objectContaining({ active: false, title: 'Chuyên viên' })]);
    expect(server.requests.filter((request) => request.startsWith('PATCH'))).toHaveLength(2);
  });

  it('that made the account although its answer was lost has one account afterwards', async () => {
    const system = systemOf(server);
    const lost = server.insert('Users', { externalId: 'cuongpv', userName: 'cuongpv', displayName: 'Phan Văn Cường', active: true });
    expect(await system.putAccount(account)).toEqual({ outcome: 'unchanged', externalId: lost.id });
  });

  it('is asked for another password at the first sign-in, and for the last one, where it has attributes for that', async () => {
    const system = systemOf(server);
    await system.putAccount(account);
    await system.setPassword('cuongpv', 'Lan-dau@2026', { mustChange: true });
    const [user] = [...server.resources.Users.values()];
    expect(user).toMatchObject({ password: 'Lan-dau@2026', 'urn:example:mustChange': true });
    user!['lastLogin'] = '2026-11-22T10:00:00+07:00';
    expect(await system.findAccount('cuongpv')).toMatchObject({ lastUsedAt: '2026-11-22T03:00:00.000Z' });
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccountSystems } from './read-account-systems.js';

const LDAP = `
danhba:
  kind: ldap
  url: ldaps://ldap.sct.example
  bindDn: cn=congvan,dc=sct,dc=example
  passwordFile: password
  people: { base: "ou=people,dc=sct,dc=example" }
  mailboxes: { base: "ou=mailboxes,dc=sct,dc=example" }
`;
const SCIM = `
nhansu: { kind: scim, url: "https://idm.sct.example/scim/v2", tokenFile: token }
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congvan-systems-'));
  await writeFile(join(folder, 'password'), 'Cong-van@389\n');
  await writeFile(join(folder, 'token'), 'bi-mat\n');
});
afterEach(() => rm(folder, { recursive: true }));

async function read(settings: string): Promise<string[]> {
  const file = join(folder, 'account-systems.yaml');
  await writeFile(file, settings);
  return [...(await readAccountSystems(file)).keys()];
}

it('several systems stand in one file, each under its name, their secrets in files beside it', async () => {
  expect(await read(LDAP + SCIM)).toEqual(['danhba', 'nhansu']);
});

it('all that is wrong is said at once, by system and setting', async () => {
  const wrong = `
Danh Ba: { kind: scim, url: "https://a.example", tokenFile: token }
congvan: { kind: scim, url: "https://a.example", tokenFile: token }
nhansu: { kind: scim, url: "not a url", tokenFile: token, colour: red }
thu: { kind: imap }
trong: { kind: ldap, url: "ldaps://a.example", passwordFile: password, bindDn: congvan, people: { base: "ou=people" } }
`;
  await expect(read(wrong)).rejects.toMatchObject({
    code: 'foundation.bad-configuration',
    findings: expect.arrayContaining(
      ['Danh Ba', 'congvan', 'nhansu.url', 'nhansu', 'thu.kind', 'trong.bindDn', 'trong.mailboxes'].map((where) =>
        expect.objectContaining({ where }),
      ),
    ),
  });
});

it('a secret that cannot be read is said, of every system', async () => {
  const settings = LDAP.replace('passwordFile: password', 'passwordFile: gone') + SCIM.replace('token }', 'gone }');
  await expect(read(settings)).rejects.toMatchObject({
    findings: [expect.objectContaining({ where: 'danhba.passwordFile' }), expect.objectContaining({ where: 'nhansu.tokenFile' })],
  });
});

it.each([
  ['ldap:// without StartTLS', LDAP.replace('ldaps:', 'ldap:'), 'danhba.url'],
  ['http://', SCIM.replace('https:', 'http:'), 'nhansu.url'],
])('no password travels in the clear: %s is refused', async (_, settings, where) => {
  await expect(read(settings)).rejects.toMatchObject({ findings: [expect.objectContaining({ where })] });
});

it('a system on the same machine may be spoken to without TLS', async () => {
  expect(await read(LDAP.replace('ldaps://ldap.sct.example', 'ldap://127.0.0.1:389'))).toEqual(['danhba']);
});

it('what is no YAML, or is not there, is told', async () => {
  await expect(read('danhba: [')).rejects.toMatchObject({ code: 'foundation.bad-configuration' });
  await expect(readAccountSystems(join(folder, 'gone.yaml'))).rejects.toMatchObject({
    findings: [expect.objectContaining({ where: 'ACCOUNT_SYSTEMS_FILE' })],
  });
});

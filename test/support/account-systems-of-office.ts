import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScimServer, TOKEN } from './scim-server.js';
import { BASE, BIND_DN, BIND_PASSWORD, Slapd } from './slapd.js';

/** An LDAP directory `danhba` and a SCIM server `nhansu`, running, with the settings by which an office reaches them. */
export interface AccountSystemsOfOffice {
  readonly slapd: Slapd;
  readonly scim: ScimServer;
  /** For ACCOUNT_SYSTEMS_FILE. */
  readonly file: string;
  readonly close: () => Promise<void>;
}

export async function startAccountSystems(): Promise<AccountSystemsOfOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'congvan-account-systems-'));
  const [slapd, scim] = await Promise.all([Slapd.start(), ScimServer.start()]);
  writeFileSync(join(folder, 'password'), BIND_PASSWORD);
  writeFileSync(join(folder, 'token'), TOKEN);
  const bases = `people: { base: "ou=people,${BASE}" }, mailboxes: { base: "ou=mailboxes,${BASE}" }`;
  const file = join(folder, 'systems.yaml');
  writeFileSync(
    file,
    [
      `danhba: { kind: ldap, url: "${slapd.url}", bindDn: "${BIND_DN}", passwordFile: password, ${bases} }`,
      `nhansu: { kind: scim, url: "${scim.url}", tokenFile: token }`,
    ].join('\n'),
  );
  return {
    slapd,
    scim,
    file,
    async close() {
      await Promise.all([slapd.close(), scim.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

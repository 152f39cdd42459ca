import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const BASE = 'dc=sct,dc=example';
export const BIND_DN = `cn=congvan,${BASE}`;
export const BIND_PASSWORD = 'Cong-van@389';

/** Servers lie outside the PATH of ordinary people on Debian. */
const PATH = [process.env['PATH'], '/usr/local/sbin', '/usr/sbin'].join(delimiter);
const env = { ...process.env, PATH };

/** Debian's schemas; what an office has: people with a password policy, and groups of them. */
const CONFIGURATION = (folder: string) => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
pidfile ${folder}/slapd.pid
TLSCertificateFile ${folder}/certificate.pem
TLSCertificateKeyFile ${folder}/key.pem
sizelimit size.soft=100 size.hard=100 size.prtotal=unlimited
database mdb
directory ${folder}/data
suffix "${BASE}"
rootdn "cn=root,${BASE}"
lastbind on
index objectClass,uid,employeeNumber eq
overlay ppolicy
ppolicy_default "cn=policy,${BASE}"
ppolicy_hash_cleartext
access to attrs=userPassword by dn.exact="${BIND_DN}" manage by self write by anonymous auth
access to * by dn.exact="${BIND_DN}" manage by self read
`;

const ENTRIES = `dn: ${BASE}
objectClass: organization
objectClass: dcObject
o: So Cong Thuong
dc: sct

dn: ${BIND_DN}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: congvan
userPassword: ${BIND_PASSWORD}

dn: cn=policy,${BASE}
objectClass: organizationalRole
objectClass: pwdPolicy
cn: policy
pwdAttribute: userPassword
pwdLockout: TRUE
pwdMustChange: TRUE
pwdAllowUserChange: TRUE

dn: ou=people,${BASE}
objectClass: organizationalUnit
ou: people

dn: ou=mailboxes,${BASE}
objectClass: organizationalUnit
ou: mailboxes
`;

/** A real directory server of its own on 127.0.0.1, with its files in the temporary folder. Close it in `afterAll`. */
export class Slapd {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<Slapd> {
    const folder = mkdtempSync(join(tmpdir(), 'congvan-slapd-'));
    const slapd = new Slapd(folder, await freePort());
    mkdirSync(join(folder, 'data'));
    makeCertificate(folder);
    writeFileSync(join(folder, 'slapd.conf'), CONFIGURATION(folder));
    slapd.load(ENTRIES);
    await slapd.resume();
    return slapd;
  }

  get url(): string {
    return `ldap://localhost:${this.port}`;
  }

  /** The certificate by which it is believed, PEM. */
  get ca(): string {
    return readFileSync(join(this.folder, 'certificate.pem'), 'utf8');
  }

  /** Writes entries past the server, which must be stopped. @param ldif RFC 2849 */
  load(ldif: string): void {
    const options = { env, input: ldif, stdio: ['pipe', 'ignore', 'pipe'] as ['pipe', 'ignore', 'pipe'] };
    execFileSync('slapadd', ['-f', join(this.folder, 'slapd.conf'), '-q'], options);
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  /** On the same port, with what it held. */
  async resume(): Promise<void> {
    // With a level of debugging it stays in the foreground.
    const args = ['-f', join(this.folder, 'slapd.conf'), '-h', `ldap://127.0.0.1:${this.port}`, '-d', '0'];
    this.server = spawn('slapd', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    this.server.stderr!.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    this.server.on('error', (error) => (complaint += `${error.message}: npm test installs slapd as root on Debian`));
    for (let tries = 0; tries < 200; tries++) {
      if (await answers(this.port)) return;
      await pause(25);
    }
    throw new Error(`slapd does not answer:\n${complaint}`);
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true });
  }
}

function makeCertificate(folder: string): void {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];
  execFileSync('openssl', ['req', '-x509', ...key, '-days', '2', ...subject, ...files], { env, stdio: 'ignore' });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

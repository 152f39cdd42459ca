import { Attribute, Change, Client, type Entry, EqualityFilter, OrFilter, ResultCodeError } from 'ldapts';
import { AccountSystemRefusedError, AccountSystemUnavailableError } from '../errors.js';
import type { LdapSettings } from './ldap-settings.js';

/** The server that cannot answer in this time is taken for one that is down. */
const SILENCE_MS = 10_000;
const PAGE_SIZE = 200;

/** Result codes of RFC 4511 §4.1.9 that an answer can depend on. */
export const RESULT = {
  attributeMissing: 16,
  valueExists: 20,
  noSuchObject: 32,
  invalidCredentials: 49,
  insufficientAccess: 50,
  entryExists: 68,
} as const;

/** busy, unavailable, timeLimitExceeded, adminLimitExceeded: it may be otherwise later. */
const PASSING = new Set([3, 11, 51, 52]);

export interface LdapSecrets {
  readonly password: string;
  /** PEM. */
  readonly ca?: string;
}

/** The entry below a base whose attribute has this value. Sent as a value, not as text of a filter: nothing to escape. */
export interface Wanted {
  readonly attribute: string;
  readonly value: string;
}

/** One signed-in connection to a directory server; made for one call, so that none is old when it is used. */
export class LdapConnection {
  private constructor(private readonly client: Client) {}

  /** @throws AccountSystemUnavailableError, AccountSystemRefusedError */
  static async use<Result>(
    system: string,
    settings: LdapSettings,
    { password, ca }: LdapSecrets,
    work: (connection: LdapConnection) => Promise<Result>,
  ): Promise<Result> {
    const { url, startTls, bindDn } = settings;
    const tlsOptions = { ca, servername: new URL(url).hostname, minVersion: 'TLSv1.2' } as const;
    const client = new Client({
      url,
      timeout: SILENCE_MS,
      connectTimeout: SILENCE_MS,
      // Set for ldap:// it would make the client speak TLS from the first byte.
      ...(url.startsWith('ldaps:') ? { tlsOptions } : {}),
    });
    try {
      if (startTls) await client.startTLS(tlsOptions);
      await client.bind(bindDn, password);
      return await work(new LdapConnection(client));
    } catch (error) {
      throw explained(system, error);
    } finally {
      await client.unbind().catch(() => undefined);
    }
  }

  /** The entries below `base`, page by page: a server gives no more than a few hundred at once. */
  async *search(base: string, wanted: Wanted | readonly Wanted[], attributes: readonly string[]): AsyncGenerator<Entry> {
    const filters = [wanted].flat().map((each) => new EqualityFilter(each));
    const filter = filters.length === 1 ? filters[0]! : new OrFilter({ filters });
    const options = { filter, attributes: [...attributes], paged: { pageSize: PAGE_SIZE } };
    for await (const { searchEntries } of this.client.searchPaginated(base, options)) yield* searchEntries;
  }

  /** Undefined where there is no such entry. */
  async read(dn: string, attributes: readonly string[]): Promise<Entry | undefined> {
    try {
      const { searchEntries } = await this.client.search(dn, { scope: 'base', attributes: [...attributes] });
      return searchEntries[0];
    } catch (error) {
      if (isResult(error, RESULT.noSuchObject)) return undefined;
      throw error;
    }
  }

  add(dn: string, attributes: Record<string, string | string[]>): Promise<void> {
    return this.client.add(dn, attributes);
  }

  /** No value at all takes the attribute away, also where it is not there. */
  replace(dn: string, values: Readonly<Record<string, readonly string[]>>): Promise<void> {
    return this.client.modify(dn, Object.entries(values).map(([type, given]) => change('replace', type, given)));
  }

  /** Adds a value, also where it is there already. */
  async addValue(dn: string, type: string, value: string): Promise<void> {
    await ignoring(RESULT.valueExists, this.client.modify(dn, change('add', type, [value])));
  }

  /** Takes a value away, also where it is gone already. */
  async deleteValue(dn: string, type: string, value: string): Promise<void> {
    await ignoring(RESULT.attributeMissing, this.client.modify(dn, change('delete', type, [value])));
  }

  /** @param relativeName without a comma, see {@link relativeName} */
  rename(dn: string, relativeName: string): Promise<void> {
    return this.client.modifyDN(dn, relativeName);
  }

  delete(dn: string): Promise<void> {
    return this.client.del(dn);
  }

  /** An extended operation (RFC 4511 §4.12). */
  async extended(oid: string, value: Buffer): Promise<void> {
    await this.client.exop(oid, value);
  }
}

export function isResult(error: unknown, code: number): boolean {
  return error instanceof ResultCodeError && error.code === code;
}

/** All values of an attribute, as text. */
export function valuesOf(entry: Entry, attribute: string): string[] {
  // Servers may answer in another spelling of the name than they were asked in.
  const [, found] = Object.entries(entry).find(([name]) => name.toLowerCase() === attribute.toLowerCase()) ?? [];
  return [found ?? []].flat().map(String);
}

export function valueOf(entry: Entry, attribute: string): string | undefined {
  return valuesOf(entry, attribute)[0];
}

function change(operation: 'add' | 'delete' | 'replace', type: string, values: readonly string[]): Change {
  return new Change({ operation, modification: new Attribute({ type, values: [...values] }) });
}

async function ignoring(code: number, work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isResult(error, code)) throw error;
  });
}

/** What the server said, or did not say, as an error that tells who must do what. */
function explained(system: string, error: unknown): unknown {
  if (!(error instanceof Error) || 'kind' in error) return error;
  if (!(error instanceof ResultCodeError)) {
    return new AccountSystemUnavailableError(system, error.message || error.name, { cause: error });
  }
  const { code, message } = error;
  if (PASSING.has(code)) return new AccountSystemUnavailableError(system, message, { cause: error });
  return new AccountSystemRefusedError(system, `${message.trim()} (result ${code})`, mendOf(code), { cause: error });
}

function mendOf(code: number): string {
  if (code === RESULT.invalidCredentials) return 'Check bindDn and the password file of this system in the settings.';
  if (code === RESULT.insufficientAccess) return 'Give the account of Congvan there the right to write below the bases in the settings.';
  return 'Compare the settings of this system (bases, object classes, attributes) with the server, and look into its log.';
}

import { setTimeout as pause } from 'node:timers/promises';
import { AccountSystemRefusedError, AccountSystemUnavailableError } from '../errors.js';

const SILENCE_MS = 10_000;
/** A server that asks us to wait longer is asked again by the job, which is not kept busy meanwhile. */
const LONGEST_WAIT_SECONDS = 5;
const WAITS = 3;
const PAGE_SIZE = 100;
const ANSWER = 'application/scim+json, application/json';

/** What every resource has (RFC 7643 §3.1). */
export interface ScimResource {
  readonly id: string;
  readonly externalId?: string;
  readonly meta?: { readonly version?: string };
}

/** One operation of a PATCH (RFC 7644 §3.5.2). */
export interface ScimChange {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** The version that is to be changed, and no other. */
  readonly version?: string;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The requests that we make of a SCIM server. Answers are read as far as we need them; the rest may be anything. */
export class ScimClient {
  constructor(
    private readonly system: string,
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** The resources whose attribute has this value, which is sent as a JSON string: nothing can end the filter early. */
  async *find<Resource extends ScimResource>(endpoint: string, attribute: string, value: string): AsyncGenerator<Resource> {
    yield* this.pages<Resource>(endpoint, `${attribute} eq ${JSON.stringify(value)}`);
  }

  /** All resources of an endpoint. */
  list<Resource extends ScimResource>(endpoint: string): AsyncGenerator<Resource> {
    return this.pages<Resource>(endpoint);
  }

  /** Undefined where the server has one like it already (409). */
  async create(endpoint: string, resource: Record<string, unknown>): Promise<ScimResource | undefined> {
    const { status, body } = await this.ask({ method: 'POST', path: endpoint, body: resource }, [201, 409]);
    return status === 409 ? undefined : (body as ScimResource);
  }

  /** @returns `stale` where it is not the given version any more, `taken` where another has that name */
  async change(endpoint: string, { id, meta }: ScimResource, changes: readonly ScimChange[]): Promise<'done' | 'stale' | 'taken'> {
    const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: changes };
    const path = `${endpoint}/${encodeURIComponent(id)}`;
    const { status } = await this.ask({ method: 'PATCH', path, body, version: meta?.version }, [200, 204, 409, 412]);
    return status === 409 ? 'taken' : status === 412 ? 'stale' : 'done';
  }

  /** Also where it is gone already. */
  async remove(endpoint: string, { id }: ScimResource): Promise<void> {
    await this.ask({ method: 'DELETE', path: `${endpoint}/${encodeURIComponent(id)}` }, [204, 404]);
  }

  /** In the order of their ids, so that pages fit together (RFC 7644 §3.4.2.4). */
  private async *pages<Resource extends ScimResource>(endpoint: string, filter?: string): AsyncGenerator<Resource> {
    for (let startIndex = 1; ; ) {
      const query = new URLSearchParams({ startIndex: String(startIndex), count: String(PAGE_SIZE), ...(filter && { filter }) });
      const { body } = await this.ask({ method: 'GET', path: `${endpoint}?${query.toString()}` }, [200]);
      const { Resources = [], totalResults = 0 } = (body ?? {}) as { Resources?: Resource[]; totalResults?: number };
      yield* Resources;
      startIndex += Resources.length;
      if (Resources.length === 0 || startIndex > totalResults) return;
    }
  }

  /** @throws AccountSystemUnavailableError, AccountSystemRefusedError for every answer but the expected ones */
  private async ask(request: Request, expected: readonly number[]): Promise<Answer> {
    for (let waits = 0; ; waits++) {
      const response = await this.send(request);
      const { status, headers } = response;
      const text = await response.text().catch((cause: unknown) => {
        throw new AccountSystemUnavailableError(this.system, 'its answer broke off', { cause });
      });
      if (expected.includes(status)) return { status, body: this.read(text) };
      if (status !== 429 && status < 500) throw this.refusal(status, text);
      const retryAfterSeconds = /^\d+$/.test(headers.get('retry-after') ?? '') ? Number(headers.get('retry-after')) : undefined;
      if (waits === WAITS || retryAfterSeconds === undefined || retryAfterSeconds > LONGEST_WAIT_SECONDS) {
        throw new AccountSystemUnavailableError(this.system, `it answers ${status}`, { retryAfterSeconds });
      }
      await pause(retryAfterSeconds * 1000);
    }
  }

  private async send({ method, path, body, version }: Request): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.token}`, accept: ANSWER };
    if (body !== undefined) headers['content-type'] = 'application/scim+json';
    if (version !== undefined) headers['if-match'] = version;
    const json = body === undefined ? undefined : JSON.stringify(body);
    const signal = AbortSignal.timeout(SILENCE_MS);
    try {
      // A redirect could lead the token to a stranger.
      return await fetch(`${this.url}${path}`, { method, headers, body: json, signal, redirect: 'error' });
    } catch (cause) {
      const { message, cause: deeper } = cause as Error;
      const reason = deeper instanceof Error ? `${message}: ${deeper.message}` : message;
      throw new AccountSystemUnavailableError(this.system, reason, { cause });
    }
  }

  private read(text: string): unknown {
    if (text === '') return undefined;
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new AccountSystemRefusedError(this.system, 'its answer is not JSON', 'Check the address of this system in the settings.', { cause });
    }
  }

  private refusal(status: number, text: string): AccountSystemRefusedError {
    const reason = `it answers ${status}: ${text.slice(0, 300).replace(/\p{Cc}/gu, ' ')}`;
    const signIn = status === 401 || status === 403;
    const mend = signIn
      ? 'Check the token file of this system in the settings, and what the token may do.'
      : 'Compare the settings of this system with the server, and look into its log.';
    return new AccountSystemRefusedError(this.system, reason, mend);
  }
}

import { type JsonObject, type JsonValue, newId } from '#foundation';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { CredentialsMissingError, ServerNotReachedError, ServerRefusedError } from './errors.js';

/** Who the command line is to the server. A token is used as it is; a password opens a session that ends with us. */
export type Credentials =
  | { readonly token: string }
  | { readonly login: string; readonly password: string };

/** What a server answers to a refusal (RFC 9457). */
interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly findings?: readonly { readonly where: string; readonly what: string; readonly mend?: string }[];
}

/** One file to send, by its path inside the deployment. */
export interface SentFile {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Before each repetition: a server that is replaced by its next version is back within that. */
const PAUSES_MS = [200, 1000, 3000];

/** A running server of the office, over HTTP, in somebody's name. */
export class Server {
  private constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly ownsSession: boolean,
  ) {}

  /** @throws ServerNotReachedError, ServerRefusedError, CredentialsMissingError where there are none to use. */
  static async signIn(url: string, credentials: Credentials | undefined): Promise<Server> {
    if (credentials === undefined) throw new CredentialsMissingError();
    if ('token' in credentials) return new Server(url, credentials.token, false);
    const answer = await new Server(url, '', false).post('auth/sign-in', { ...credentials });
    return new Server(url, (answer as { token: string }).token, true);
  }

  /** Paths are below `/api/v1/`. */
  get<Answer = JsonObject>(path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<Answer> {
    return this.send('GET', withQuery(path, query));
  }

  /** The content of a file. */
  download(path: string, query: Readonly<Record<string, string | undefined>>): Promise<Buffer> {
    return this.accepted('GET', withQuery(path, query));
  }

  /** The content of a file of any length, written as it comes; the file is there once it is whole. */
  async save(path: string, query: Readonly<Record<string, string | undefined>>, file: string): Promise<void> {
    const response = await this.request(withQuery(path, query), { headers: this.authorized({}) });
    if (!response.ok || response.body === null) throw refusalOf(response, await whole(response, this.url));
    const unfinished = `${file}.part`;
    try {
      await pipeline(Readable.fromWeb(response.body), createWriteStream(unfinished));
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      // What `fetch` says of a line that breaks; the others are of the file.
      throw error instanceof TypeError ? new ServerNotReachedError(this.url, error) : error;
    }
  }

  /** Items of a list that comes in pages, up to a number; `next` is for the `after` of the query that goes on. */
  async list<Item>(
    path: string,
    query: Readonly<Record<string, string | undefined>>,
    most: number,
  ): Promise<{ items: Item[]; next: string | null }> {
    const items: Item[] = [];
    for (let { after } = query; ; ) {
      const limit = String(Math.min(200, most - items.length));
      const page = await this.get<{ items: Item[]; next: string | null }>(path, { ...query, limit, after });
      items.push(...page.items);
      if (page.next === null || items.length >= most) return { items, next: page.next };
      after = page.next;
    }
  }

  /** Once: whoever does not hear the answer does not know what came of it. */
  post<Answer = JsonValue>(path: string, json: object): Promise<Answer> {
    return this.send('POST', path, JSON.stringify(json));
  }

  /**
   * To routes that take an idempotency key: it carries a fresh one, so that it is sent again when the line breaks
   * before the answer has come, and still acts once.
   */
  async postKeyed<Answer = JsonValue>(path: string, json: object): Promise<Answer> {
    const attempt = (): Promise<Answer> => this.send('POST', path, body, headers);
    const [body, headers] = [JSON.stringify(json), { 'idempotency-key': newId() }];
    for (const pauseMs of PAUSES_MS) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof ServerNotReachedError)) throw error;
        await pause(pauseMs);
      }
    }
    return attempt();
  }

  /** Says how something is to be: sent twice it says the same. */
  put<Answer = JsonValue>(path: string, json: object): Promise<Answer> {
    return this.send('PUT', path, JSON.stringify(json));
  }

  postFiles<Answer>(path: string, files: readonly SentFile[]): Promise<Answer> {
    const form = new FormData();
    for (const { name, content } of files) form.append('files', new Blob([content]), name);
    return this.send('POST', path, form);
  }

  /** Ends the session that was opened for this command. */
  async close(): Promise<void> {
    if (this.ownsSession) await this.send('POST', 'auth/sign-out');
  }

  private async send<Answer>(
    method: string,
    path: string,
    body?: string | FormData,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = { accept: 'application/json', ...more };
    if (typeof body === 'string') headers['content-type'] = 'application/json';
    const text = (await this.accepted(method, path, headers, body)).toString();
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  /** @throws ServerNotReachedError, ServerRefusedError */
  private async accepted(
    method: string,
    path: string,
    given: Readonly<Record<string, string>> = {},
    content?: string | FormData,
  ): Promise<Buffer> {
    const response = await this.request(path, { method, headers: this.authorized(given), body: content });
    const body = await whole(response, this.url);
    if (!response.ok) throw refusalOf(response, body);
    return body;
  }

  private authorized(headers: Readonly<Record<string, string>>): Record<string, string> {
    return this.token === '' ? headers : { ...headers, authorization: `Bearer ${this.token}` };
  }

  /** @throws ServerNotReachedError */
  private async request(path: string, request: RequestInit): Promise<Response> {
    try {
      return await fetch(new URL(`/api/v1/${path}`, this.url), request);
    } catch (cause) {
      throw new ServerNotReachedError(this.url, cause);
    }
  }
}

/** @throws ServerNotReachedError where it breaks off. */
async function whole(response: Response, url: string): Promise<Buffer> {
  try {
    return Buffer.from(await response.arrayBuffer());
  } catch (cause) {
    throw new ServerNotReachedError(url, cause);
  }
}

function refusalOf({ status, statusText }: Response, body: Buffer): ServerRefusedError {
  const { detail, title, code, findings } = problemIn(body.toString());
  return new ServerRefusedError(status, detail ?? title ?? statusText, code, findings);
}

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, value);
  const parameters = given.toString();
  return parameters === '' ? path : `${path}?${parameters}`;
}

/** A proxy in between may answer with a page instead. */
function problemIn(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}

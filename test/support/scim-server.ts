import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export const TOKEN = 'scim-token-of-the-office';

type Endpoint = 'Users' | 'Groups';
type Resource = Record<string, unknown> & { id: string; meta: { version: string } };

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Attributes of which no two resources have the same, without regard to case (RFC 7643 §8.7.1). */
const UNIQUE: Readonly<Record<Endpoint, string>> = { Users: 'userName', Groups: 'displayName' };
const ENDPOINTS = new Set<string>(Object.keys(UNIQUE));

/**
 * As much of SCIM 2.0 as an office asks of its server, in memory, by RFC 7643 and RFC 7644: Users and Groups, the filter
 * `eq`, pages, PATCH with versions, uniqueness. It never shows a password.
 */
export class ScimServer {
  readonly resources: Readonly<Record<Endpoint, Map<string, Resource>>> = { Users: new Map(), Groups: new Map() };
  /** Answers that come before anything is done, one for each request. */
  readonly interruptions: Answer[] = [];
  /** Requests that were answered, as `PATCH /Users/…`. */
  readonly requests: string[] = [];
  /** Called between the read and the change of a PATCH. */
  beforeChange: (resource: Resource) => void = () => undefined;
  private server: Server | undefined;
  private port = 0;

  private constructor(private readonly pageSize: number) {}

  /** On a free port. Close it in `afterAll`. @param pageSize it gives no more at once, whatever is asked */
  static async start({ pageSize = 50 } = {}): Promise<ScimServer> {
    const server = new ScimServer(pageSize);
    await server.resume();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/scim/v2`;
  }

  /** Takes a resource in as if somebody else had made it. */
  insert(endpoint: Endpoint, attributes: Record<string, unknown>): Resource {
    const resource = { ...attributes, id: randomUUID(), meta: { version: 'W/"1"' } };
    this.resources[endpoint].set(resource.id, resource);
    return resource;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  /** On the same port, with what it held. */
  async resume(): Promise<void> {
    const server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const body = await text(request);
    this.requests.push(`${method} ${url.replace('/scim/v2', '').replace(/\?.*/, '')}`);
    const answer = this.interruptions.shift() ?? this.answer(method, new URL(url, this.url), headers, body);
    response.writeHead(answer.status, { 'content-type': 'application/scim+json', ...answer.headers });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  private answer(method: string, url: URL, headers: IncomingMessage['headers'], text: string): Answer {
    if (headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, body: { detail: 'unknown token' } };
    const [, , , endpoint = '', id] = url.pathname.split('/').map(decodeURIComponent);
    if (!ENDPOINTS.has(endpoint)) return { status: 404 };
    const place = endpoint as Endpoint;
    if (id === undefined) return method === 'POST' ? this.create(place, text) : this.page(place, url.searchParams);
    const resource = this.resources[place].get(id);
    if (resource === undefined) return { status: 404 };
    if (method === 'PATCH') return this.change(place, resource, headers['if-match'], text);
    if (method === 'DELETE') this.resources[place].delete(id);
    return method === 'DELETE' ? { status: 204 } : { status: 200, body: shown(resource) };
  }

  private create(place: Endpoint, text: string): Answer {
    const attributes = JSON.parse(text) as Record<string, unknown>;
    if (this.isTaken(place, attributes[UNIQUE[place]])) return { status: 409, body: { scimType: 'uniqueness' } };
    return { status: 201, body: shown(this.insert(place, attributes)) };
  }

  private page(place: Endpoint, query: URLSearchParams): Answer {
    const found = [...this.resources[place].values()].filter(matching(query.get('filter')));
    const startIndex = Number(query.get('startIndex') ?? 1);
    const count = Math.min(Number(query.get('count') ?? this.pageSize), this.pageSize);
    const Resources = found.slice(startIndex - 1, startIndex - 1 + count).map(shown);
    return { status: 200, body: { totalResults: found.length, startIndex, itemsPerPage: Resources.length, Resources } };
  }

  private change(place: Endpoint, resource: Resource, version: string | undefined, text: string): Answer {
    this.beforeChange(resource);
    if (version !== undefined && version !== resource.meta.version) return { status: 412 };
    const { Operations } = JSON.parse(text) as { Operations: { op: string; path: string; value?: unknown }[] };
    for (const { op, path, value } of Operations) {
      if (path === UNIQUE[place] && this.isTaken(place, value, resource.id)) return { status: 409 };
      if (op === 'remove') delete resource[path];
      else resource[path] = value;
    }
    resource.meta = { version: `W/"${Number(/\d+/.exec(resource.meta.version)![0]) + 1}"` };
    return { status: 200, body: shown(resource) };
  }

  private isTaken(place: Endpoint, name: unknown, except?: string): boolean {
    const attribute = UNIQUE[place];
    return [...this.resources[place].values()].some(
      (each) => each.id !== except && String(each[attribute]).toLowerCase() === String(name).toLowerCase(),
    );
  }
}

function shown({ password: _, ...resource }: Resource): Record<string, unknown> {
  return resource;
}

/** `attribute eq "value"`, the one filter it knows (RFC 7644 §3.4.2.2). */
function matching(filter: string | null): (resource: Resource) => boolean {
  if (filter === null) return () => true;
  const [, attribute, json] = /^([A-Za-z]+) eq (".*")$/s.exec(filter) ?? [];
  if (attribute === undefined) return () => false;
  const value = JSON.parse(json!) as string;
  const caseless = attribute === 'userName' || attribute === 'displayName';
  const same = (found: unknown) => (caseless ? String(found).toLowerCase() === value.toLowerCase() : found === value);
  return (resource) => same(resource[attribute]);
}

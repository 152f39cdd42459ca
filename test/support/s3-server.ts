import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export const BUCKET = 'files';
export const CREDENTIALS = { accessKeyId: 'office', secretAccessKey: 'secret of the office' };

/** What of a request matters here. */
interface Request {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string | number>;
  readonly body?: string | Buffer;
}

/**
 * As much of S3 as a storage of files uses, in memory, by the API reference of 2006-03-01: objects with ranges, uploads in
 * parts, lists in pages, SHA-256 of what comes in. It compares checksums and refuses strangers, but no signature.
 */
export class S3Server {
  readonly objects = new Map<string, { readonly content: Buffer; readonly at: Date }>();
  /** Uploads that were begun and neither completed nor aborted, with their parts. */
  readonly uploads = new Map<string, Map<number, Buffer>>();
  /** Content that came with a checksum, and was right. */
  verified = 0;
  /** So many requests are answered with 503 before anything is done. */
  busy = 0;
  /** Asked before each request; what it gives is the answer. */
  intercept: (request: Request) => Answer | undefined = () => undefined;
  private readonly server: Server;

  private constructor(private readonly pageSize: number) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** On a free port. Close it in `afterAll`. @param pageSize keys in one page of a list */
  static async start({ pageSize = 1000 } = {}): Promise<S3Server> {
    const server = new S3Server(pageSize);
    await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url!, this.endpoint);
    const [, bucket = '', ...path] = url.pathname.split('/');
    const body = await buffer(incoming).catch(() => Buffer.alloc(0));
    const { headers } = incoming;
    const key = decodeURIComponent(path.join('/'));
    const request = { method: incoming.method!, bucket, key, query: url.searchParams, headers, body };
    const answer = this.intercept(request) ?? this.refusal(request) ?? this.answer(request);
    const content = answer.body ?? '';
    response.writeHead(answer.status, { 'content-length': Buffer.byteLength(content), ...answer.headers });
    response.end(request.method === 'HEAD' ? undefined : content);
  }

  private refusal({ bucket, headers, body }: Request): Answer | undefined {
    if (this.busy > 0) {
      this.busy--;
      return failure(503, 'SlowDown');
    }
    if (!headers.authorization?.includes(`Credential=${CREDENTIALS.accessKeyId}/`)) return failure(403, 'AccessDenied');
    if (bucket !== BUCKET) return failure(404, 'NoSuchBucket');
    const checksum = headers['x-amz-checksum-sha256'];
    if (checksum === undefined) return undefined;
    if (createHash('sha256').update(body).digest('base64') !== checksum) return failure(400, 'BadDigest');
    this.verified++;
    return undefined;
  }

  private answer(request: Request): Answer {
    const { method, key, query } = request;
    if (key === '') return query.has('list-type') ? this.list(query) : { status: 200 };
    const uploadId = query.get('uploadId');
    if (uploadId !== null) return this.ofUpload(uploadId, request);
    if (method === 'POST') return this.begin();
    if (method === 'PUT') return this.keep(key, request.body);
    if (method === 'DELETE') {
      this.objects.delete(key);
      return { status: 204 };
    }
    return this.read(request);
  }

  private begin(): Answer {
    const id = `upload-${this.uploads.size + 1}`;
    this.uploads.set(id, new Map());
    return xml('InitiateMultipartUploadResult', `<UploadId>${id}</UploadId>`);
  }

  private ofUpload(id: string, { method, key, query, body }: Request): Answer {
    const parts = this.uploads.get(id);
    if (parts === undefined) return failure(404, 'NoSuchUpload');
    if (method === 'PUT') {
      parts.set(Number(query.get('partNumber')), body);
      return { status: 200, headers: { etag: etagOf(body) } };
    }
    this.uploads.delete(id);
    if (method === 'DELETE') return { status: 204 };
    const inOrder = [...parts.keys()].toSorted((a, b) => a - b).map((number) => parts.get(number)!);
    this.keep(key, Buffer.concat(inOrder));
    return xml('CompleteMultipartUploadResult', `<Key>${key}</Key><ETag>${etagOf(body)}</ETag>`);
  }

  private keep(key: string, content: Buffer): Answer {
    this.objects.set(key, { content, at: new Date() });
    return { status: 200, headers: { etag: etagOf(content) } };
  }

  private read({ key, headers }: Request): Answer {
    const content = this.objects.get(key)?.content;
    if (content === undefined) return failure(404, 'NoSuchKey');
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    if (start === undefined) return { status: 200, body: content };
    const range = `bytes ${start}-${end}/${content.length}`;
    return { status: 206, headers: { 'content-range': range }, body: content.subarray(Number(start), Number(end) + 1) };
  }

  private list(query: URLSearchParams): Answer {
    const left = [...this.objects.keys()].toSorted().filter((key) => key > (query.get('continuation-token') ?? ''));
    const page = left.slice(0, this.pageSize);
    const contents = page.map((key) => {
      const { content, at } = this.objects.get(key)!;
      return `<Contents><Key>${key}</Key><Size>${content.length}</Size><LastModified>${at.toISOString()}</LastModified></Contents>`;
    });
    const next = `<IsTruncated>true</IsTruncated><NextContinuationToken>${page.at(-1)}</NextContinuationToken>`;
    return xml('ListBucketResult', contents.join('') + (page.length < left.length ? next : ''));
  }
}

function xml(name: string, content: string): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: `<${name}>${content}</${name}>` };
}

function failure(status: number, code: string): Answer {
  return { ...xml('Error', `<Code>${code}</Code><Message>${code}</Message>`), status };
}

function etagOf(content: Buffer): string {
  return `"${createHash('md5').update(content).digest('hex')}"`;
}

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from './server.js';

describe('a server at the other end of a bad line', () => {
  let http: HttpServer;
  let received: (string | undefined)[];
  /** Requests that are read and then cut off without an answer. */
  let cut: number;

  beforeAll(async () => {
    http = createServer((request, response) => {
      received.push(keyOf(request));
      if (received.length <= cut) response.destroy();
      else response.setHeader('content-type', 'application/json').end('{"done":true}');
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => (received = []));
  afterAll(() => http.close());

  const connect = () => {
    const { port } = http.address() as AddressInfo;
    return Server.signIn(`http://127.0.0.1:${port}`, { token: 'cv_x' });
  };

  it('gets a change again with the same key when it has not answered, until it does', async () => {
    cut = 1;
    expect(await (await connect()).postKeyed('messages', {})).toEqual({ done: true });
    expect(received).toEqual([received[0], received[0]]);
    expect(received[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('gets each new change with a new key', async () => {
    cut = 0;
    const server = await connect();
    await server.postKeyed('messages', {});
    await server.postKeyed('messages', {});
    expect(new Set(received).size).toBe(2);
  });

  it('gets what takes no key once, and whoever sent it is told that the answer is missing', async () => {
    cut = 1;
    await expect((await connect()).post('jobs/retry', {})).rejects.toMatchObject({ code: 'cli.server-not-reached' });
    expect(received).toEqual([undefined]);
  });
});

describe('a file that a server sends', () => {
  let http: HttpServer;
  let folder: string;
  let breaksOff: boolean;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'save-'));
    http = createServer((_request, response) => {
      response.write('the first half, ');
      if (breaksOff) setTimeout(() => response.destroy(), 50);
      else response.end('the second half');
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    http.close();
    await rm(folder, { recursive: true });
  });

  const save = async (name: string) => {
    const { port } = http.address() as AddressInfo;
    const server = await Server.signIn(`http://127.0.0.1:${port}`, { token: 'cv_x' });
    await server.save('registers/incoming', { year: '2026' }, join(folder, name));
  };

  it('is written whole', async () => {
    breaksOff = false;
    await save('whole');
    expect(await readFile(join(folder, 'whole'), 'utf8')).toBe('the first half, the second half');
  });

  it('is not there when it broke off, so that nobody takes a part for the whole', async () => {
    breaksOff = true;
    await expect(save('part')).rejects.toMatchObject({ code: 'cli.server-not-reached' });
    expect(await readdir(folder)).toEqual(['whole']);
  });
});

function keyOf({ headers }: IncomingMessage): string | undefined {
  return headers['idempotency-key'] as string | undefined;
}

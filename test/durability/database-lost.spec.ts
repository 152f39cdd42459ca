import { type ApiUnderTest, startApi } from '../integration/api/api-under-test.js';
import { eventually } from '../support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

const WAIT_MS = 500;
const STATEMENT_MS = 1000;

describe('a database that goes away', () => {
  let api: ApiUnderTest;
  let line: TcpProxy;

  beforeAll(async () => {
    api = await startApi(
      {
        DATABASE_POOL_SIZE: '4',
        DATABASE_WAIT_MS: String(WAIT_MS),
        DATABASE_STATEMENT_MS: String(STATEMENT_MS),
        REDIS_URL: process.env['TEST_REDIS_URL']!,
      },
      { worker: 'inside', databaseLine: async (url) => (line = await startTcpProxy(url)).url },
    );
  });
  afterAll(async () => {
    await line.restore();
    await api.close();
    await line.close();
  });

  const tasks = async () => {
    const startedAt = performance.now();
    const response = await fetch(`${api.address}/api/v1/tasks`, { headers: await api.as('anhdtl') });
    const body = (await response.json()) as { code?: string };
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, code: body.code, retryAfter, ms: performance.now() - startedAt };
  };
  const health = async (check: 'live' | 'ready') => (await fetch(`${api.address}/health/${check}`)).status;
  const recovered = () => eventually(async () => (await health('ready')) === 200);
  const refusal = { status: 503, code: 'database.unavailable', retryAfter: '2' };

  it('makes requests fail at once with 503 and when to come again; the process lives, and serves when it is back', async () => {
    expect((await tasks()).status).toBe(200);
    await line.cut();
    for (const answer of await Promise.all([tasks(), tasks(), tasks()])) {
      expect(answer).toMatchObject(refusal);
      expect(answer.ms).toBeLessThan(WAIT_MS + 500);
    }
    expect(await health('ready')).toBe(503);
    expect(await health('live')).toBe(200);
    await line.restore();
    await recovered();
    expect((await tasks()).status).toBe(200);
  });

  it('and only hangs, lets no requests pile up: they get their 503 when the wait for a connection is over', async () => {
    line.freeze();
    const answers = await Promise.all(Array.from({ length: 40 }, tasks));
    for (const answer of answers) expect(answer).toMatchObject(refusal);
    const waited = answers.map(({ ms }) => ms).sort((one, other) => one - other);
    // Four hold the connections that were open, the others never got one.
    expect(waited[35]).toBeLessThan(WAIT_MS + 1000);
    // No request is left; of the worker each pass (jobs, files, gate, mails …) waits for one connection at most.
    expect(api.office.database.pooled.waiting).toBeLessThan(10);
    expect(await health('live')).toBe(200);
    await line.restore();
    await recovered();
    expect((await tasks()).status).toBe(200);
  });
});

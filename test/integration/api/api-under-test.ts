import { type Configuration, type Logger, type MovableClock, newId, readConfiguration } from '#foundation';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../../apps/api/src/index.js';
import { closeHttpApp, listen, Office } from '../../../apps/office/src/index.js';
import { DEMO_PASSWORD } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { seedDemoOffice } from '../../../apps/standalone/src/demo-office/seed-demo-office.js';
import { WorkerModule } from '../../../apps/worker/src/worker.module.js';
import { createTestDatabase, type Template, testLogger } from '../../support/database.js';

export interface ApiUnderTest {
  readonly app: NestFastifyApplication;
  readonly office: Office;
  /** e.g. `http://127.0.0.1:41234` */
  readonly address: string;
  readonly configuration: Configuration;
  readonly clock: MovableClock;
  /** Signs in somebody of the demo office; gives the `Authorization` header. Once per login. */
  as(login: string): Promise<{ authorization: string }>;
  /** Calls a path below `/api/v1/` in somebody's name. */
  get(login: string, path: string): Promise<Answer>;
  post(login: string, path: string, json?: object): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  // Each test asserts what it holds.
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

interface ApiParts {
  readonly worker: 'inside' | 'apart';
  readonly databaseLine?: (url: string) => Promise<string>;
  readonly logger?: Logger;
  /** Business time at which the office is opened, as an ISO instant; from there on the test moves its clock. */
  readonly openedAt?: string;
}

/** Offices on their way. A `beforeAll` that runs out of time never gets its own, and what is open keeps Jest from ending. */
const opening = new Set<Promise<ApiUnderTest>>();
afterAll(async () => {
  for (const api of opening) await api.then(({ close }) => close());
}, 120_000);

/**
 * The API with the demo office on a database of its own, listening on a free port.
 * @param parts.worker `apart` leaves the jobs to worker processes that the test starts itself.
 * @param parts.logger for tests that read what is logged.
 * @param parts.databaseLine gives the URL by which the office reaches its database.
 */
export async function startApi(settings: Record<string, string> = {}, parts: ApiParts = { worker: 'inside' }): Promise<ApiUnderTest> {
  const api = openApi(settings, parts);
  opening.add(api);
  try {
    return await api;
  } finally {
    opening.delete(api);
  }
}

/** The demo office with all processes. To set it up anew for each test would be a third of their time. */
const DEMO_OFFICE: Template = {
  name: 'congvan_demo_office',
  fill: async (url) => {
    const configuration = readConfiguration({ DATABASE_URL: url });
    const office = await Office.open({ configuration, logger: testLogger, queuePrefix: newId() });
    await furnish(office, configuration);
    await office.close();
  },
};

async function furnish(office: Office, configuration: Configuration): Promise<void> {
  await seedDemoOffice(office.executor, office.database);
  await office.deploy(configuration.PROCESSES_DIR);
}

async function openApi(settings: Record<string, string>, parts: ApiParts): Promise<ApiUnderTest> {
  // An office of another day is set up on that day.
  const ready = parts.openedAt === undefined && settings['PROCESSES_DIR'] === undefined;
  const database = await createTestDatabase(ready ? { template: DEMO_OFFICE } : {});
  if (parts.openedAt !== undefined) database.clock.advance(Date.parse(parts.openedAt) - Date.now());
  const folder = await mkdtemp(join(tmpdir(), 'congvan-api-'));
  const configuration = readConfiguration({
    DATABASE_URL: (await parts.databaseLine?.(database.url)) ?? database.url,
    FILES_DIR: join(folder, 'files'),
    SWEEP_INTERVAL_MS: '50',
    UPLOAD_LIMIT_MB: '1',
    PORT: '0',
    ...settings,
  });
  const queuePrefix = parts.worker === 'inside' ? newId() : undefined;
  const office = await Office.open({ configuration, logger: parts.logger ?? testLogger, clock: database.clock, queuePrefix });
  if (!ready) await furnish(office, configuration);
  const app = await createApi(office, { beside: parts.worker === 'inside' ? [WorkerModule] : [] });
  const address = await listen(app, 'PORT', configuration.PORT, configuration.HOST);
  const tokens = new Map<string, Promise<string>>();
  const as = async (login: string) => {
    if (!tokens.has(login)) tokens.set(login, signIn(address, login));
    return { authorization: `Bearer ${await tokens.get(login)!}` };
  };
  const call = async (login: string, method: 'GET' | 'POST', path: string, payload?: object): Promise<Answer> => {
    const response = await app.inject({ method, url: `/api/v1/${path}`, headers: await as(login), payload });
    return { status: response.statusCode, body: response.body === '' ? undefined : JSON.parse(response.body) };
  };
  return {
    app,
    office,
    address,
    configuration,
    clock: database.clock,
    as,
    get: (login, path) => call(login, 'GET', path),
    post: (login, path, json) => call(login, 'POST', path, json),
    close: async () => {
      await closeHttpApp(app);
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function signIn(address: string, login: string): Promise<string> {
  const response = await fetch(`${address}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  });
  if (response.status !== 200)
    throw new Error(`Sign-in of ${login} answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { token: string }).token;
}

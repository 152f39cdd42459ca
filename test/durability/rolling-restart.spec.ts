import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_PASSWORD } from '../../apps/standalone/src/demo-office/demo-office.js';
import { seedDemoOffice } from '../../apps/standalone/src/demo-office/seed-demo-office.js';
import { Balancer } from '../support/balancer.js';
import { bpmn, sequence } from '../support/bpmn-text.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { createTestExecutor } from '../support/executor.js';
import { type Program, startProgram } from '../support/program.js';
import { type Release, unpackRelease } from '../support/release.js';

jest.setTimeout(240_000);

/** A job, somebody's task, a job. */
const CASE = bpmn(
  'rolled',
  sequence(
    `<task id="before" camunda:asyncBefore="true"/><userTask id="sign" name="Sign" camunda:assignee="tungmt"/>
     <task id="after" camunda:asyncBefore="true"/>`,
    'before',
    'sign',
    'after',
  ),
);

/** The balancer asks every 100 ms, and this machine may be busy. */
const STOP_DELAY_MS = '1000';
/** People who begin cases one after the other, and finish what they find. */
const CLIENTS = 3;
/** They think between two cases: the machine must have time to start programs too. */
const THINKING_MS = 50;

interface Pair {
  readonly api: Program;
  readonly address: string;
  readonly worker: Program;
}

let test: TestDatabase;
let balancer: Balancer;
let files: string;
/** All that both releases deploy is the process of the load. */
let processes: string;
let current: Release;
let next: Release;
const pairs: Pair[] = [];
/** All that were started, also those whose other half did not come up. */
const programs: Program[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  files = await mkdtemp(join(tmpdir(), 'congvan-rolling-'));
  processes = await mkdtemp(join(tmpdir(), 'congvan-processes-'));
  await writeFile(join(processes, 'rolled.bpmn'), CASE);
  await seedDemoOffice(createTestExecutor(test.database).executor, test.database);
  balancer = await Balancer.start();
  current = await unpackRelease({});
  next = await unpackRelease({
    next: `alter table process_instance add column note text; create index by_note on process_instance (note)`,
  });
});
afterAll(async () => {
  for (const program of programs) {
    program.kill('SIGKILL');
    await program.ended;
  }
  await balancer.close();
  await current.remove();
  await next.remove();
  for (const folder of [files, processes]) await rm(folder, { recursive: true, force: true });
  await test.close();
});

const startPair = async ({ folder }: Release): Promise<Pair> => {
  const environment = {
    DATABASE_URL: test.url,
    REDIS_URL: process.env['TEST_REDIS_URL']!,
    FILES_DIR: files,
    PROCESSES_DIR: processes,
    PORT: '0',
    HEALTH_PORT: '0',
    STOP_DELAY_MS,
  };
  const api = startProgram(['dist/apps/api/src/main.js'], { folder, environment });
  const worker = startProgram(['dist/apps/worker/src/main.js'], { folder, environment });
  programs.push(api, worker);
  const [{ address }] = await Promise.all([api.logged('api.listening'), worker.logged('worker.started')]);
  const pair = { api, address: String(address), worker };
  pairs.push(pair);
  balancer.add(pair.address);
  await eventually(() => balancer.isReady(pair.address));
  return pair;
};

/** The new one serves before the old one is told to go. */
const replace = async (old: Pair, release: Release): Promise<void> => {
  await startPair(release);
  old.api.kill('SIGTERM');
  old.worker.kill('SIGTERM');
  for (const program of [old.api, old.worker]) expect(await program.ended).toEqual({ exitCode: 0, signal: null });
  balancer.remove(old.address);
  pairs.splice(pairs.indexOf(old), 1);
};

interface Load {
  /** Requests that were answered as they should, by name. */
  readonly answered: Record<string, number>;
  readonly failures: string[];
  stop(): Promise<void>;
}

const beginLoad = async (): Promise<Load> => {
  const answered: Record<string, number> = {};
  const failures: string[] = [];
  let stopped = false;
  const call = async (name: string, expected: number, path: string, json?: object, token?: string) => {
    const response = await fetch(`${balancer.address}/api/v1/${path}`, {
      method: json === undefined ? 'GET' : 'POST',
      headers: {
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: json && JSON.stringify(json),
    });
    const text = await response.text();
    if (response.status === expected) answered[name] = (answered[name] ?? 0) + 1;
    else failures.push(`${name}: ${response.status} ${text}`);
    return text;
  };
  const signIn = await call('sign-in', 200, 'auth/sign-in', { login: 'tungmt', password: DEMO_PASSWORD });
  const { token } = JSON.parse(signIn) as { token: string };
  const client = async (number: number): Promise<void> => {
    for (; !stopped; await pause(THINKING_MS)) {
      await call('start', 201, 'process-instances', { key: 'rolled', variables: {} }, token);
      const page = JSON.parse(await call('list', 200, 'tasks?limit=50', undefined, token)) as { items: { id: string }[] };
      // Each client has its own share of the tasks: nobody takes a task from under another's hands.
      const own = page.items.filter(({ id }) => parseInt(id.slice(-4), 16) % CLIENTS === number);
      for (const { id } of own) await call('complete', 204, `tasks/${id}/complete`, { variables: {} }, token);
    }
  };
  const clients = Array.from({ length: CLIENTS }, (_, number) =>
    client(number).catch((error: Error) => void failures.push(error.stack!)),
  );
  return {
    answered,
    failures,
    stop: async () => {
      stopped = true;
      await Promise.all(clients);
    },
  };
};

const count = async (sql: string): Promise<number> =>
  (await test.database.query<{ count: number }>(`select count(*) as count from ${sql}`))[0]!.count;

it('a release and the one before replace each other under load, with no request failed and no job lost', async () => {
  await Promise.all([startPair(current), startPair(current)]);
  const load = await beginLoad();

  for (const old of [...pairs]) await replace(old, next);
  expect(await count(`information_schema.columns where column_name = 'note' and table_name = 'process_instance'`)).toBe(1);
  // And back: one of each serves beside the other, which was so on the way there too.
  await replace(pairs[0]!, current);
  await load.stop();

  expect(load.failures).toEqual([]);
  expect(load.answered['complete']).toBeGreaterThan(20);
  expect(await count('process_instance')).toBe(load.answered['start']);
  // What was completed ends, the rest waits for somebody; no job is left and none has failed.
  await eventually(async () => (await count('job')) === 0);
  expect(await count(`process_instance where status = 'completed'`)).toBe(load.answered['complete']);
  expect(await count(`user_task where status = 'open'`)).toBe(load.answered['start']! - load.answered['complete']!);
});

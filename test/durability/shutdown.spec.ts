import { deployProcesses, startInstance } from '#runtime';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { bpmn, sequence } from '../support/bpmn-text.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { createTestExecutor } from '../support/executor.js';
import { type Program, startProgram } from '../support/program.js';

jest.setTimeout(120_000);

const ONE_JOB = bpmn('one-job', sequence('<task id="work" camunda:asyncBefore="true"/>', 'work'));

const API = ['apps/setup/run.mjs', 'apps/api/src/main.js'];
const WORKER = ['apps/setup/run.mjs', 'apps/worker/src/main.js'];

let test: TestDatabase;
/** One process: to deploy all of the office is most of a first start, and these tests need none of them. */
let processes: string;
/** Holds locks that the programs wait for. */
let holder: pg.Client;
const programs: Program[] = [];

beforeAll(async () => {
  processes = await mkdtemp(join(tmpdir(), 'congvan-processes-'));
  await writeFile(join(processes, 'one-job.bpmn'), ONE_JOB);
});
afterAll(() => rm(processes, { recursive: true, force: true }));
beforeEach(async () => {
  test = await createTestDatabase();
  holder = new pg.Client({ connectionString: test.url });
  holder.on('error', () => {});
  await holder.connect();
});
afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
  await holder.end();
  await test.close();
});

const start = (args: readonly string[], environment: Record<string, string> = {}, first?: string): Program => {
  const program = startProgram(args, {
    environment: {
      DATABASE_URL: test.url,
      REDIS_URL: process.env['TEST_REDIS_URL']!,
      PORT: '0',
      HEALTH_PORT: '0',
      PROCESSES_DIR: processes,
      ...environment,
    },
    first,
  });
  programs.push(program);
  return program;
};

const startApi = async (environment: Record<string, string> = {}, first?: string) => {
  const program = start(API, environment, first);
  const { address } = await program.logged('api.listening');
  return { program, address: String(address) };
};

/** Asks for something that has to wait until `holder` lets go. */
const slowRequest = async (address: string): Promise<{ answer: Promise<Response> }> => {
  await holder.query('begin; lock table account in access exclusive mode');
  const answer = fetch(`${address}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'nobody', password: 'nothing' }),
  });
  answer.catch(() => {}); // some tests end the process under it
  await eventually(async () => (await waiters()) > 0);
  return { answer };
};

const waiters = async (): Promise<number> => {
  const [row] = await test.database.query<{ count: number }>(
    `select count(*) as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row!.count;
};

describe('an api that is told to stop', () => {
  it('turns readiness red and goes on serving for the delay, answers what it has begun, and ends with 0', async () => {
    const { program, address } = await startApi({ STOP_DELAY_MS: '700' });
    const { answer } = await slowRequest(address);
    const toldAt = performance.now();
    program.kill('SIGTERM');
    await program.logged('office.stopping');

    const ready = await fetch(`${address}/health/ready`);
    expect(ready.status).toBe(503);
    expect(ready.headers.get('connection')).toBe('close');
    expect(await ready.json()).toMatchObject({ findings: [{ where: 'process', what: 'is stopping' }] });
    expect((await fetch(`${address}/health/live`)).status).toBe(200);

    await eventually(() => fetch(`${address}/health/live`).then(() => false, () => true));
    expect(performance.now() - toldAt).toBeGreaterThan(700);
    await holder.query('rollback');
    expect((await answer).status).toBe(401);
    expect(await program.ended).toEqual({ exitCode: 0, signal: null });
  });

  it('is ended by a second signal that is no echo of the first, and says what it was doing', async () => {
    const { program, address } = await startApi();
    await slowRequest(address);
    const toldAt = performance.now();
    const insisting = setInterval(() => program.kill('SIGINT'), 50);
    expect(await program.ended.finally(() => clearInterval(insisting))).toEqual({ exitCode: 1, signal: null });
    expect(performance.now() - toldAt).toBeGreaterThan(500);
    expect(program.log.at(-1)).toMatchObject({
      code: 'office.stop-forced',
      step: 'requests',
      stillRunning: [expect.stringMatching(/^POST \/api\/v1\/auth\/sign-in \(.+\)$/)],
    });
  });
});

describe('a program with a defect', () => {
  it.each([
    ['an error that nobody catches', 'uncaughtException', `throw new Error('defect')`],
    ['a rejection that nobody handles', 'unhandledRejection', `void Promise.reject(new Error('defect'))`],
  ])('ends in order with 1 on %s, after it has answered', async (_name, origin, defect) => {
    const { program, address } = await startApi({}, `process.on('SIGUSR2', () => { ${defect} })`);
    const { answer } = await slowRequest(address);
    program.kill('SIGUSR2');
    expect(await program.logged('office.defect')).toMatchObject({ origin, err: { message: 'defect' } });
    await holder.query('rollback');
    expect((await answer).status).toBe(401);
    expect(await program.ended).toEqual({ exitCode: 1, signal: null });
  });
});

describe('a worker that is told to stop', () => {
  const { startOneJob, jobs } = oneJob();

  it('finishes the job in its hands and takes no other', async () => {
    const worker = start(WORKER, { SWEEP_INTERVAL_MS: '50' });
    await worker.logged('worker.started');
    await startOneJob();
    await eventually(async () => (await waiters()) > 0);
    worker.kill('SIGTERM');
    await worker.logged('office.stopping');
    await startOneJob();
    await pause(300); // many a sweep that could hand it over
    await holder.query('rollback');
    expect(await worker.ended).toEqual({ exitCode: 0, signal: null });
    expect(await jobs()).toEqual([{ leased: false }]);
  });

  it('is ended when the limit is over, says what still ran, and another takes its job', async () => {
    const stuck = start(WORKER, { STOP_LIMIT_MS: '1500', JOB_LEASE_SECONDS: '2' });
    await stuck.logged('worker.started');
    await startOneJob();
    await eventually(async () => (await waiters()) > 0);
    stuck.kill('SIGTERM');
    const stoppedAt = performance.now();
    expect(await stuck.ended).toEqual({ exitCode: 1, signal: null });
    expect(performance.now() - stoppedAt).toBeLessThan(2500);
    expect(stuck.log.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['worker.told-to-leave-off', 'worker.jobs-left-to-others']),
    );
    expect(stuck.log.at(-1)).toMatchObject({
      code: 'office.stop-hangs',
      step: 'database',
      stillRunning: [expect.stringMatching(/^\d+ connections in use$/)],
    });
    const other = start(WORKER, { JOB_LEASE_SECONDS: '2' });
    await holder.query('rollback');
    await eventually(async () => (await jobs()).length === 0);
    other.kill('SIGTERM');
    expect(await other.ended).toEqual({ exitCode: 0, signal: null });
  });
});

/** Cases of one job each; nobody can finish the job of the first while `holder` keeps its instance. */
function oneJob() {
  const executor = () => createTestExecutor(test.database);
  return {
    startOneJob: async (): Promise<void> => {
      const { executor: runtime, as } = executor();
      const resources = [{ name: 'one-job.bpmn', content: Buffer.from(ONE_JOB) }];
      await runtime.execute(deployProcesses, { resources }, as('designer'));
      await runtime.execute(startInstance, { key: 'one-job', variables: {} }, as('vanthu'));
      await holder.query('begin; select 1 from process_instance for update');
    },
    jobs: () => test.database.query<{ leased: boolean }>('select lease_owner is not null as leased from job'),
  };
}

/** Makes a Postgres whose files are written to the disk for good, and the demo office in it, beside other tests. */
const FIRST_START_MS = 90_000;

describe('npm start', () => {
  it('takes its Postgres with it when the terminal is closed, also from the middle of its start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'congvan-start-'));
    const run = () =>
      startProgram([resolve('apps/setup/start.mjs')], {
        folder,
        environment: { DATABASE_URL: '', REDIS_URL: '', PORT: '0', PROCESSES_DIR: processes },
      });
    const postmaster = join(folder, '.data/postgres/data/postmaster.pid');
    /** Of the server, as soon as it says so. */
    const serverPid = (): Promise<number> =>
      eventually(
        async () => existsSync(postmaster) && Number((await readFile(postmaster, 'utf8')).split('\n')[0]),
        FIRST_START_MS,
      );
    try {
      const first = run();
      programs.push(first);
      const pid = await serverPid();
      first.kill('SIGHUP');
      expect(await first.ended).toEqual({ exitCode: 0, signal: null });
      expect(existsSync(postmaster)).toBe(false);
      await eventually(() => !isAlive(pid));

      const second = run();
      programs.push(second);
      await eventually(() => second.output.includes('Công văn đang chạy'), FIRST_START_MS);
      const next = await serverPid();
      expect(isAlive(next)).toBe(true);
      // A terminal that goes takes standard output with it, and its signal may come twice.
      second.kill('SIGHUP');
      second.kill('SIGHUP');
      expect(await second.ended).toEqual({ exitCode: 0, signal: null });
      expect(existsSync(postmaster)).toBe(false);
      await eventually(() => !isAlive(next));
    } finally {
      // Its Postgres may still be putting its files away.
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  }, 2 * FIRST_START_MS + 60_000);
});

/** Also while the system has not yet taken notice of its end. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

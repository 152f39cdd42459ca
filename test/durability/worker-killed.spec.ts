import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { answeredOnTime } from '../../apps/cli/src/demo/answered-on-time.story.js';
import { type ApiUnderTest, startApi } from '../integration/api/api-under-test.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { beginStory, OFFICE_PACE } from '../support/story.js';

jest.setTimeout(180_000);

/** Worker processes as on a server, each killed without warning and followed by the next until told to stop. */
class MortalWorkers {
  kills = 0;
  private stopped = false;
  private readonly running: Promise<void>;
  private current?: ChildProcess;

  constructor(private readonly environment: Record<string, string>) {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.current?.kill('SIGKILL');
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const spawnedAt = performance.now();
      const worker = spawn(process.execPath, ['apps/setup/run.mjs', 'apps/worker/src/main.js'], {
        env: { ...process.env, ...this.environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      this.current = worker;
      const ended = once(worker, 'exit');
      await Promise.race([started(worker), ended]);
      // Long enough to take up a few jobs, short enough to die in the middle of the story many times: a part of what the start
      // took, for the machine may be slow.
      await Promise.race([pause((performance.now() - spawnedAt) * (0.25 + Math.random() * 0.6)), ended]);
      worker.kill('SIGKILL');
      await ended;
      this.kills++;
    }
  }
}

function started(worker: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    worker.stdout!.on('data', (line: Buffer) => line.includes('worker.started') && resolve());
  });
}

describe('a worker that is killed again and again', () => {
  let api: ApiUnderTest;
  let redis: TestRedis;
  let workers: MortalWorkers;

  beforeAll(async () => {
    redis = await startRedis();
    api = await startApi({ REDIS_URL: redis.url, SESSION_HOURS: '720' }, { worker: 'apart' });
    workers = new MortalWorkers({
      DATABASE_URL: api.configuration.DATABASE_URL,
      FILES_DIR: api.configuration.FILES_DIR,
      REDIS_URL: redis.url,
      HEALTH_PORT: '0',
      SWEEP_INTERVAL_MS: '100',
      JOB_LEASE_SECONDS: '2',
    });
  });
  afterAll(async () => {
    await workers.stop();
    await api.close();
    await redis.stop();
  });

  /** The next worker process takes business time from the setting of the database. */
  const clockMoved = async () => {
    const { clock, office, configuration } = api;
    const name = new URL(configuration.DATABASE_URL).pathname.slice(1);
    await office.database.query(`alter database ${name} set congvan.clock_offset = '${clock.offsetMs} milliseconds'`);
  };

  it('loses no case of the main job and does nothing twice', async () => {
    let cases = 0;
    for (; cases === 0 || workers.kills <= 3; cases++) {
      const { job } = await beginStory(api, clockMoved);
      await answeredOnTime(job, OFFICE_PACE);
    }
    const rows = await api.office.database.query(
      // The clock of the story passes into other weeks and months, and what begins with them does.
      `with main as (select i.id, i.status from process_instance i join process_definition d on d.id = i.definition_id
                     where d.key in ('incoming-document', 'reply-required', 'outgoing-document'))
       select (select count(*) from job where instance_id in (select id from main)) as "jobsLeft",
              (select count(*) from main where status <> 'completed') as "casesLeft",
              (select array_agg(issue_number order by issue_number) from outgoing_document) as numbers,
              (select count(*) from notification where kind = 'reminder' and instance_id in (select id from main)) as reminders`,
    );
    const numbers = Array.from({ length: cases }, (_, index) => index + 1);
    expect(rows).toEqual([{ jobsLeft: 0, casesLeft: 0, numbers, reminders: cases }]);
  });
});

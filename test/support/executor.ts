import type { Caller } from '#audit';
import type { Database } from '#database';
import type { ScriptRunner } from '#expressions';
import type { DeliveryQueue } from '#queue';
import { CommandExecutor, DefinitionStore, type JobHandler, JobHandlerRegistry, JobRunner, type KeepHistory } from '#runtime';
import { testLogger } from './database.js';

export interface TestExecutor {
  readonly executor: CommandExecutor;
  /** A caller for commands, by login. */
  as(login: string): Caller;
  /** Gives one job to the worker, as a delivery does, due or not. */
  deliver(jobId: string): Promise<void>;
  /** Runs every job that is due, and those that become due by it, until none is left. Gives the number of runs. */
  runDueJobs(): Promise<number>;
}

const EMPTY = { waiting: 0, delayed: 0, taken: 0 };

/** Loses every delivery: what a command needs must come from the database alone. */
export const forgetfulQueue: DeliveryQueue = {
  publish: () => Promise.resolve(),
  consume: () => Promise.resolve({ close: () => Promise.resolve(), rebuild: () => Promise.resolve() }),
  depth: () => Promise.resolve({ steps: EMPTY, work: EMPTY }),
  ping: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Runs commands against a test database without a queue; jobs run when the test says so. */
export function createTestExecutor(
  database: Database,
  options: {
    handlers?: readonly JobHandler[];
    externalTopics?: readonly string[];
    queue?: DeliveryQueue;
    scripts?: ScriptRunner;
    keepHistory?: KeepHistory;
  } = {},
): TestExecutor {
  const handlers = new JobHandlerRegistry(options.handlers ?? [], options.externalTopics);
  const executor = new CommandExecutor({
    database,
    queue: options.queue ?? forgetfulQueue,
    definitions: new DefinitionStore(),
    handlers,
    unknownOwners: () => Promise.resolve({ users: [], groups: [] }),
    logger: testLogger,
    zone: 'Asia/Ho_Chi_Minh',
    scripts: options.scripts,
    keepHistory: options.keepHistory,
  });
  const runner = new JobRunner({ executor, handlers, logger: testLogger, leaseSeconds: 30 });
  return {
    executor,
    as: (login) => ({ actor: login, requestId: `test-${login}` }),
    deliver: async (jobId) => void (await runner.run(jobId)),
    runDueJobs: async () => {
      let runs = 0;
      for (;;) {
        const due = await database.query<{ id: string }>(
          `select id from job j
           where status = 'ready' and kind <> 'external' and due_at <= business_now()
             and (lease_until is null or lease_until <= business_now())
             and not exists (select 1 from job older where older.instance_id = j.instance_id
                             and older.activity_key = j.activity_key and older.number < j.number)
           order by due_at, number`,
        );
        if (due.length === 0) return runs;
        for (const { id } of due) await runner.run(id);
        runs += due.length;
      }
    },
  };
}

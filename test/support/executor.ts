import type { Caller } from '#audit';
import type { Database } from '#database';
import type { OfficeCalendar } from '#engine';
import type { ScriptRunner } from '#expressions';
import type { DeliveryQueue } from '#queue';
import { SHIPPED_CALENDAR } from '#rehearsal';
import {
  CommandExecutor,
  DefinitionStore,
  isFreeForWorker,
  type JobHandler,
  JobHandlerRegistry,
  JobRunner,
  type KeepHistory,
  type UnknownCalendars,
  type UnknownOwners,
} from '#runtime';
import { setTimeout as pause } from 'node:timers/promises';
import { testLogger } from './database.js';
import { forgetfulQueue } from './queues.js';

export interface TestExecutor {
  readonly executor: CommandExecutor;
  /** A caller for commands, by login. */
  as(login: string): Caller;
  /** Gives one job to the worker, as a delivery does, due or not. */
  deliver(jobId: string): Promise<void>;
  /** Runs every job that is due, and those that become due by it, until none is left. Gives the number of runs. */
  runDueJobs(): Promise<number>;
}

/** Runs commands against a test database without a queue; jobs run when the test says so. */
export function createTestExecutor(
  database: Database,
  options: {
    handlers?: readonly JobHandler[];
    externalTopics?: readonly string[];
    queue?: DeliveryQueue;
    scripts?: ScriptRunner;
    /** Absent: that of Vietnam, for whatever unit. */
    calendar?: OfficeCalendar;
    keepHistory?: KeepHistory;
    unknownOwners?: UnknownOwners;
    unknownCalendars?: UnknownCalendars;
  } = {},
): TestExecutor {
  const handlers = new JobHandlerRegistry(options.handlers ?? [], options.externalTopics);
  const executor = new CommandExecutor({
    database,
    queue: options.queue ?? forgetfulQueue,
    definitions: new DefinitionStore(),
    handlers,
    logger: testLogger,
    zone: 'Asia/Ho_Chi_Minh',
    scripts: options.scripts,
    calendar: options.calendar ?? SHIPPED_CALENDAR,
    keepHistory: options.keepHistory,
    unknownOwners: options.unknownOwners,
    unknownCalendars: options.unknownCalendars,
  });
  const runner = new JobRunner({ executor, handlers, logger: testLogger, leaseSeconds: 30 });
  return {
    executor,
    as: (login) => ({ actor: login, requestId: `test-${login}` }),
    deliver: async (jobId) => void (await runner.run(jobId)),
    runDueJobs: async () => {
      let runs = 0;
      const heldBefore = new Set(runner.inHand);
      for (;;) {
        // What came out of a job and got a place of its own runs on by itself. Asked first: what it makes until then is due below.
        const runsOn = runner.inHand.some((id) => !heldBefore.has(id));
        const due = await database.query<{ id: string }>(
          `select id from job j where ${isFreeForWorker('j', 'business_now()')} order by due_at, number`,
        );
        if (due.length === 0 && !runsOn) return runs;
        if (due.length === 0) await pause(5);
        for (const { id } of due) await runner.run(id);
        runs += due.length;
      }
    },
  };
}

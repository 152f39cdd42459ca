import type { Caller } from '#audit';
import { type Database, listen, type Listening } from '#database';
import type { Logger } from '#foundation';
import type { CommandExecutor } from '../executor/command-executor.js';
import { isFreeForExternalWorker } from '../jobs/free-jobs.js';
import { TooManyWaitingError } from './errors.js';
import { fetchAndLock, type FetchAndLockInput, type LockedExternalTask } from './fetch-and-lock.command.js';
import { unlockExternalTasks } from './unlock-external-tasks.command.js';

export interface WaitingFetchesOptions {
  readonly executor: CommandExecutor;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Raised when the program takes no new requests: those that wait are answered, with nothing. */
  readonly stopping: AbortSignal;
}

export interface FetchOptions {
  /** How long to wait where there is nothing; 0: not at all. */
  readonly waitMs: number;
  /** Raised when the worker has gone away. */
  readonly gone: AbortSignal;
  readonly caller: Caller;
}

/** Notifications of the triggers on `job`; the payload is the topic. */
const CHANNEL = 'congvan_external_job';
/** Nobody tells of a lock that has ended or a pause that is over, and what was told while we were not connected is lost. */
const LOOK_EVERY_MS = 1000;
const MAX_WAITING = 1000;

interface WaitingFetch {
  readonly input: FetchAndLockInput;
  readonly caller: Caller;
  /** A statement of it is on its way; what that brings must reach somebody. */
  busy: boolean;
  /** Its time is over, its worker has gone, or the server stops. */
  over: boolean;
  readonly settle: (outcome: Promise<LockedExternalTask[]>) => void;
}

/**
 * The requests of this process that wait until there is something to fetch. They ask no questions while they wait: one
 * connection listens for all of them, and one statement a second looks for what nobody tells of. When a topic has news
 * its waiters are served one after the other, who waits longest first, and no further than there are tasks: a thousand
 * waiters do not run for one task.
 */
export class WaitingFetches {
  private readonly waiting = new Set<WaitingFetch>();
  private readonly news = new Set<string>();
  /** Counts notifications: one that came during a first fetch is seen when its request begins to wait. */
  private notifications = 0;
  private serving: Promise<void> = Promise.resolve();
  private isServing = false;
  private listening?: Listening;
  private look?: NodeJS.Timeout;

  constructor(private readonly options: WaitingFetchesOptions) {
    options.stopping.addEventListener('abort', () => this.finishAll());
  }

  start(): void {
    const { databaseUrl: url, logger } = this.options;
    const onNotification = (topic: string): void => {
      this.notifications++;
      this.tell([topic]);
    };
    this.listening = listen({ url, channel: CHANNEL, logger, onNotification });
    this.look = setInterval(() => void this.lookForMissed(), LOOK_EVERY_MS);
  }

  /** Leaves off listening; who waits still is answered, with nothing. */
  async stop(): Promise<void> {
    clearInterval(this.look);
    this.finishAll();
    await this.serving;
    await this.listening?.close();
  }

  /** Tasks, as soon as there are any; none when the time is over. @throws TooManyWaitingError */
  async fetch(input: FetchAndLockInput, { waitMs, gone, caller }: FetchOptions): Promise<LockedExternalTask[]> {
    const before = this.notifications;
    const tasks = await this.attempt({ input, caller });
    if (tasks.length > 0 && gone.aborted) await this.giveBack(tasks, input, caller);
    if (tasks.length > 0 || waitMs <= 0 || this.options.stopping.aborted || gone.aborted) return tasks;
    if (this.waiting.size >= MAX_WAITING) throw new TooManyWaitingError(MAX_WAITING);
    return new Promise((resolve, reject) => {
      const settle = (outcome: Promise<LockedExternalTask[]>): void => {
        clearTimeout(timeout);
        gone.removeEventListener('abort', finish);
        outcome
          .then(async (found) => {
            if (gone.aborted) await this.giveBack(found, input, caller);
            return found;
          })
          .then(resolve, reject);
      };
      const waiter: WaitingFetch = { input, caller, busy: false, over: false, settle };
      const finish = (): void => this.finish(waiter);
      const timeout = setTimeout(finish, waitMs);
      gone.addEventListener('abort', finish);
      this.waiting.add(waiter);
      if (this.notifications !== before) this.tell(input.topics.map(({ topicName }) => topicName));
    });
  }

  private finishAll(): void {
    for (const fetch of this.waiting) this.finish(fetch);
  }

  private finish(fetch: WaitingFetch): void {
    fetch.over = true;
    if (!fetch.busy && this.waiting.delete(fetch)) fetch.settle(Promise.resolve([]));
  }

  private tell(topics: readonly string[]): void {
    for (const topic of topics) this.news.add(topic);
    if (!this.isServing) this.serving = this.serve();
  }

  private async serve(): Promise<void> {
    this.isServing = true;
    // What is told meanwhile is added to the set, and its walk comes to that too.
    for (const topic of this.news) {
      this.news.delete(topic);
      for (const fetch of this.waiting) {
        if (!fetch.over && asksFor(fetch, topic) && (await this.serveOne(fetch, topic)) === 'nothing left') break;
      }
    }
    this.isServing = false;
  }

  private async serveOne(fetch: WaitingFetch, topic: string): Promise<'nothing left' | 'perhaps more'> {
    fetch.busy = true;
    const attempt = this.attempt(fetch);
    const found = await attempt.then(
      ({ length }) => length,
      () => undefined,
    );
    fetch.busy = false;
    if (found !== 0 || fetch.over) {
      this.waiting.delete(fetch);
      fetch.settle(attempt);
    }
    const tookAll = found !== undefined && found < fetch.input.maxTasks && asksForAll(fetch, topic);
    return tookAll ? 'nothing left' : 'perhaps more';
  }

  private attempt({ input, caller }: Pick<WaitingFetch, 'input' | 'caller'>): Promise<LockedExternalTask[]> {
    return this.options.executor.execute(fetchAndLock, input, caller);
  }

  /** The worker went away while its tasks were being locked: others must not wait for the end of that lock. */
  private async giveBack(tasks: LockedExternalTask[], { tokenId, workerId }: FetchAndLockInput, caller: Caller): Promise<void> {
    if (tasks.length === 0) return;
    const { executor, logger } = this.options;
    logger.info({ code: 'runtime.fetched-for-nobody', workerId, tasks: tasks.length });
    await executor.execute(unlockExternalTasks, { taskIds: tasks.map(({ id }) => id), tokenId, workerId }, caller);
  }

  private async lookForMissed(): Promise<void> {
    if (this.waiting.size === 0) return;
    const topics = new Set([...this.waiting].flatMap(({ input }) => input.topics.map(({ topicName }) => topicName)));
    const { database, logger } = this.options;
    try {
      const free = await database.query<{ topic: string }>(
        `select asked.topic from unnest($1::text[]) as asked (topic)
         where exists (select from job j join process_instance i on i.id = j.instance_id
                       where j.topic = asked.topic and ${isFreeForExternalWorker('j', 'i', 'business_now()')})`,
        [[...topics]],
      );
      if (free.length > 0) this.tell(free.map(({ topic }) => topic));
    } catch (error) {
      logger.warn({ code: 'runtime.look-for-tasks-failed', error: (error as Error).message });
    }
  }
}

function asksFor({ input }: WaitingFetch, topic: string): boolean {
  return input.topics.some(({ topicName }) => topicName === topic);
}

/** Whether every task of the topic will do for it. */
function asksForAll({ input }: WaitingFetch, topic: string): boolean {
  return input.topics.some(({ topicName, filter }) => topicName === topic && Object.keys(filter).length === 0);
}

import { type Clock, type Logger, systemClock } from '#foundation';
import type { Writable } from 'node:stream';
import type { Pool, PoolClient } from 'pg';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import {
  CommitRefusedError,
  CommitUnknownError,
  ConcurrencyConflictError,
  DatabaseUnavailableError,
  isConnectionCut,
  isRetryable,
  isOutage,
  sqlState,
} from './errors.js';
import { migrateSchema } from './migrate.js';
import type { Statement, Transaction, TransactionOptions } from './transaction.js';

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly logger: Logger;
  /** Longest wait for a connection, in ms. Default 5,000. */
  readonly waitMs?: number;
  /** Longest run of one statement, in ms. Default 30,000. */
  readonly statementMs?: number;
  /** Tests pass a movable clock; business time in the database follows it. */
  readonly clock?: Clock;
  /** Called when a transaction is begun again, with its SQLSTATE, or `connection`. */
  readonly onRepetition?: (sqlState: string) => void;
}

/** Attempts of one transaction before a collision is reported to the caller. */
const MAX_ATTEMPTS = 6;
/**
 * A process that was stopped in the middle of a transaction (SIGSTOP, a machine that hangs) would hold its locks for as
 * long; after this time Postgres ends its session.
 */
const IDLE_IN_TRANSACTION_MS = 10_000;
/** How much later than the server the client gives a statement up, for a server or a network that is silent. */
const SILENCE_MS = 5_000;

/**
 * The connection to Postgres. One per process. Opened with {@link Database.connect}, closed last at shutdown.
 *
 * Statements are plain SQL: the step of a process writes seven tables in one statement, which an entity manager would
 * turn into a dozen round trips (docs/adr/0002). Connections are pipelined: statements that are handed over without
 * waiting for one another share a round trip, in order. That is how a transaction begins and ends.
 */
export class Database {
  private constructor(
    private readonly source: DataSource,
    private readonly url: string,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly onRepetition?: (sqlState: string) => void,
  ) {}

  /** @throws DatabaseUnavailableError when no connection can be made. */
  static async connect(options: DatabaseOptions): Promise<Database> {
    const { waitMs = 5_000, statementMs = 30_000 } = options;
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      poolSize: options.poolSize,
      entities: [],
      extra: {
        types: { getTypeParser: typeParser },
        application_name: 'congvan',
        pipeline: true,
        connectionTimeoutMillis: waitMs,
        statement_timeout: statementMs,
        query_timeout: statementMs + SILENCE_MS,
        idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      },
    });
    try {
      await source.initialize();
    } catch (cause) {
      throw new DatabaseUnavailableError(`Cannot connect to Postgres: ${(cause as Error).message}`, { cause });
    }
    // A connection that is cut in its first moment says so before whoever asked for it can listen, and an error that
    // nobody listens to ends the process.
    ((source.driver as PostgresDriver).master as Pool).on('connect', (client) =>
      client.on('error', (error) => options.logger.debug({ code: 'database.connection-lost', error: error.message })),
    );
    return new Database(source, options.url, options.clock ?? systemClock, options.logger, options.onRepetition);
  }

  /** Brings the schema up to date. @throws MigrationFailedError, DatabaseUnavailableError */
  async migrate(): Promise<void> {
    await migrateSchema(this.url, this.logger);
  }

  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. Deadlocks, serialization
   * failures and connections that are cut before the commit are repeated from the start with jitter, so `work` must
   * have no effect of its own outside the transaction.
   * @throws ConcurrencyConflictError, CommitUnknownError, CommitRefusedError
   */
  async transaction<T>(
    work: (tx: Transaction, opened: Opened) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work, options);
      } catch (error) {
        const collided = isRetryable(error);
        if (!collided && !isConnectionCut(error)) throw error;
        if (attempt === MAX_ATTEMPTS) {
          if (!collided) throw error;
          throw new ConcurrencyConflictError('Too many people changed the same thing at once; try again.', { cause: error });
        }
        const reason = sqlState(error) ?? 'connection';
        this.logger.warn({ code: 'database.transaction-repeated', attempt, reason });
        this.onRepetition?.(reason);
        await pause(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  /** A read outside a transaction. Never call it inside `transaction`: it takes a second connection of the pool. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    if (this.clock.offsetMs !== 0) return this.transaction((tx) => tx.query<Row>(sql, parameters));
    const result = await this.pool.query(prepared(sql, parameters));
    return result.rows as Row[];
  }

  /** Connections that are open, those of them that nobody uses, and how many wait for one. */
  get pooled(): { readonly total: number; readonly idle: number; readonly waiting: number } {
    const { totalCount: total, idleCount: idle, waitingCount: waiting } = this.pool;
    return { total, idle, waiting };
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }

  private get pool(): Pool {
    return (this.source.driver as PostgresDriver).master as Pool;
  }

  private async attempt<T>(
    work: (tx: Transaction, opened: Opened) => Promise<T>,
    { openings = [], single = false }: TransactionOptions,
  ): Promise<T> {
    const committed: (() => void)[] = [];
    const undone: (() => void)[] = [];
    const client = await this.pool.connect();
    let broken: Error | undefined;
    // Without a listener a connection that is lost between two statements would end the whole process.
    const onError = (error: Error) => (broken = error);
    client.on('error', onError);
    try {
      const { now, opened } = await this.begin(client, openings, single);
      const pending: pg.QueryConfig[] = [];
      let savepoints = 0;
      const run = async (statement: pg.QueryConfig) => (await together(client, [...pending.splice(0), statement])).at(-1)!;
      const tx: Transaction = {
        now,
        query: async <Row>(sql: string, parameters?: readonly unknown[]) => (await run(prepared(sql, parameters))).rows as Row[],
        execute: async (sql, parameters) => (await run(prepared(sql, parameters))).rowCount ?? 0,
        later: ({ sql, parameters }) => pending.push(prepared(sql, parameters)),
        withSavepoint: async (inner) => {
          // Of its own: one that was rolled back stands still, and would hide another of the same name.
          const name = `tried_${++savepoints}`;
          const savepoint = { text: `savepoint ${name}` };
          const release = { text: `release savepoint ${name}` };
          // The failure of what waits from before is none of the work's.
          if (pending.length > 0) await run(savepoint);
          else pending.push(savepoint);
          try {
            const result = await inner();
            if (pending.at(-1) === savepoint) pending.pop();
            else if (pending.length > 0) await run(release);
            else pending.push(release);
            return result;
          } catch (error) {
            const hasBegun = pending[0] !== savepoint;
            pending.length = 0;
            if (hasBegun) await client.query(`rollback to savepoint ${name}`).catch(() => Promise.reject(error as Error));
            throw error;
          }
        },
        afterCommit: (callback) => committed.push(callback),
        afterRollback: (callback) => undone.push(callback),
      };
      const result = await work(tx, opened);
      if (!single) await commit(run);
      for (const callback of committed) callback();
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => (broken = failure));
      for (const callback of undone) callback();
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  /** Opens the transaction, reads its business time and runs its first statements, all in one round trip. */
  private async begin(
    client: PoolClient,
    openings: readonly Statement[],
    single: boolean,
  ): Promise<{ now: string; opened: Opened }> {
    const { offsetMs } = this.clock;
    const shift = offsetMs === 0 ? '' : `; set local congvan.clock_offset = '${Math.round(offsetMs)} milliseconds'`;
    const [, clock, ...others] = await together(client, [
      { text: `begin${shift}` },
      READ_CLOCK,
      ...openings.map(({ sql, parameters }) => prepared(sql, parameters)),
      ...(single ? [{ text: 'commit' }] : []),
    ]);
    return { now: (clock!.rows[0] as { now: string }).now, opened: others.map(({ rows }) => rows as unknown[]) };
  }
}

/** The rows of each opening. */
type Opened = readonly (readonly unknown[])[];

const READ_CLOCK = { name: 'now', text: 'select business_now() as now' };

/** @throws CommitUnknownError when the connection is lost before Postgres has answered; CommitRefusedError. */
async function commit(run: (statement: pg.QueryConfig) => Promise<pg.QueryResult>): Promise<void> {
  let answer: pg.QueryResult;
  try {
    answer = await run({ text: 'commit' });
  } catch (error) {
    // A statement that took too long has failed the transaction: that much is known.
    throw isOutage(error) ? new CommitUnknownError(error) : error;
  }
  // To the commit of a transaction that has failed Postgres says ROLLBACK, and no error.
  if (answer.command !== 'COMMIT') throw new CommitRefusedError();
}

/**
 * Sends statements in one packet and gives their results. After one that fails Postgres refuses the rest of the
 * transaction, a commit included, so the first failure is the one that says why; all are waited for, since the
 * connection may not be used before.
 */
async function together(client: PoolClient, statements: readonly pg.QueryConfig[]): Promise<pg.QueryResult[]> {
  const { stream } = (client as unknown as Pipelined).connection;
  stream.cork();
  const results = statements.map((each) => client.query(each));
  stream.uncork();
  const settled = await Promise.allSettled(results);
  const failure = settled.find((each) => each.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return settled.map((each) => (each as PromiseFulfilledResult<pg.QueryResult>).value);
}

/** The part of pg's client that its types leave out: a write to the socket costs more than what is written. */
interface Pipelined {
  readonly connection: { readonly stream: Writable };
}

/** Statements that Postgres keeps prepared per connection. Beyond this many texts the rest is planned each time. */
const MAX_PREPARED = 500;
const preparedNames = new Map<string, string>();

/** Our statements are few texts used again and again, so each is parsed once per connection, not once per call. */
function prepared(sql: string, parameters: readonly unknown[] = []): pg.QueryConfig {
  let name = preparedNames.get(sql);
  if (name === undefined && parameters.length > 0 && preparedNames.size < MAX_PREPARED) {
    name = `s${preparedNames.size + 1}`;
    preparedNames.set(sql, name);
  }
  return { text: sql, values: [...parameters], ...(name !== undefined && { name }) };
}

/** Rows are plain JSON: timestamptz → ISO 8601 UTC text, date → `YYYY-MM-DD`, bigint → number. */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString()],
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.INT8, Number],
]);

function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  return (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

import { type Clock, type Logger, systemClock } from '#foundation';
import type { Pool, PoolClient } from 'pg';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { ConcurrencyConflictError, DatabaseUnavailableError, isRetryable } from './errors.js';
import { migrations } from './migrations/index.js';
import type { Statement, Transaction, TransactionOptions } from './transaction.js';

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly logger: Logger;
  /** Tests pass a movable clock; business time in the database follows it. */
  readonly clock?: Clock;
}

/** Attempts of one transaction before a collision is reported to the caller. */
const MAX_ATTEMPTS = 6;
/** The lock every starter takes before it migrates; an arbitrary constant, the same in all versions. */
const MIGRATION_LOCK = 7_201_301;

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
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** @throws DatabaseUnavailableError when no connection can be made. */
  static async connect(options: DatabaseOptions): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      poolSize: options.poolSize,
      migrations,
      migrationsTableName: 'migration',
      entities: [],
      extra: { types: { getTypeParser: typeParser }, application_name: 'congvan', pipeline: true },
    });
    try {
      await source.initialize();
    } catch (cause) {
      throw new DatabaseUnavailableError(`Cannot connect to Postgres: ${(cause as Error).message}`, { cause });
    }
    return new Database(source, options.clock ?? systemClock, options.logger);
  }

  /** Brings the schema up to date. Safe with any number of starters at once: they queue on an advisory lock. */
  async migrate(): Promise<void> {
    const lock = await this.pool.connect();
    const onError = (error: Error) => this.logger.error({ code: 'database.migration-lock-lost', error: error.message });
    lock.on('error', onError);
    try {
      await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      const applied = await this.source.runMigrations({ transaction: 'each' });
      for (const migration of applied) this.logger.info({ code: 'database.migrated', migration: migration.name });
    } finally {
      lock.off('error', onError);
      lock.release(true); // the session ends, and the lock with it
    }
  }

  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. Deadlocks and
   * serialization failures are repeated from the start with jitter, so `work` must have no effect of its own outside
   * the transaction except through `afterCommit`.
   */
  async transaction<T>(
    work: (tx: Transaction, opened: readonly unknown[]) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work, options);
      } catch (error) {
        if (!isRetryable(error)) throw error;
        if (attempt === MAX_ATTEMPTS) {
          throw new ConcurrencyConflictError('Too many people changed the same thing at once; try again.', { cause: error });
        }
        this.logger.warn({ code: 'database.transaction-repeated', attempt, sqlState: (error as { code: string }).code });
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

  /** Resolves when Postgres answers. @throws DatabaseUnavailableError otherwise. */
  async ping(): Promise<void> {
    try {
      await this.pool.query('select 1');
    } catch (cause) {
      throw new DatabaseUnavailableError('Postgres does not answer.', { cause });
    }
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }

  private get pool(): Pool {
    return (this.source.driver as PostgresDriver).master as Pool;
  }

  private async attempt<T>(
    work: (tx: Transaction, opened: readonly unknown[]) => Promise<T>,
    { opening }: TransactionOptions,
  ): Promise<T> {
    const committed: (() => void)[] = [];
    const undone: (() => void)[] = [];
    const last: Statement[] = [];
    const client = await this.pool.connect();
    let broken: Error | undefined;
    // Without a listener a connection that is lost between two statements would end the whole process.
    const onError = (error: Error) => (broken = error);
    client.on('error', onError);
    try {
      const { now, opened } = await this.begin(client, opening);
      const tx: Transaction = {
        now,
        query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
          (await client.query(prepared(sql, parameters))).rows as Row[],
        execute: async (sql, parameters = []) => (await client.query(prepared(sql, parameters))).rowCount ?? 0,
        beforeCommit: (statement) => last.push(statement),
        afterCommit: (callback) => committed.push(callback),
        afterRollback: (callback) => undone.push(callback),
      };
      const result = await work(tx, opened);
      await together([...last.map((each) => client.query(prepared(each.sql, each.parameters))), client.query('commit')]);
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

  /** Opens the transaction, reads its business time and runs its first statement in one round trip. */
  private async begin(client: PoolClient, opening?: Statement): Promise<{ now: string; opened: readonly unknown[] }> {
    const { offsetMs } = this.clock;
    const shift = offsetMs === 0 ? '' : `; set local congvan.clock_offset = '${Math.round(offsetMs)} milliseconds'`;
    const [, clock, first] = await together([
      client.query(`begin${shift}`),
      client.query(READ_CLOCK),
      ...(opening === undefined ? [] : [client.query(prepared(opening.sql, opening.parameters))]),
    ]);
    return { now: (clock!.rows[0] as { now: string }).now, opened: first?.rows ?? [] };
  }
}

const READ_CLOCK = { name: 'now', text: 'select business_now() as now' };

/**
 * The results of statements that are on their way at once. After one that fails Postgres refuses the rest of the
 * transaction, a commit included, so the first failure is the one that says why; all are waited for, since the
 * connection may not be used before.
 */
async function together(statements: readonly Promise<pg.QueryResult>[]): Promise<pg.QueryResult[]> {
  const settled = await Promise.allSettled(statements);
  const failure = settled.find((each) => each.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return settled.map((each) => (each as PromiseFulfilledResult<pg.QueryResult>).value);
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

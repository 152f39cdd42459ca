import type { Logger } from '#foundation';
import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { DatabaseUnavailableError, isUnavailability, MigrationFailedError } from './errors.js';
import { migrations } from './migrations/index.js';

/** The lock every starter takes before it migrates; an arbitrary constant, the same in all versions. */
const MIGRATION_LOCK = 7_201_301;

/**
 * Brings the schema up to date. Safe with any number of starters at once: they queue on an advisory lock. Each migration
 * is a transaction of its own. Not over the pool of the office, whose statements end after some seconds: a migration of
 * a big table, or the wait for the starter that makes it, takes its time.
 * @param only names of migrations: those of an earlier release, so that a copy of its data fits; absent: all
 * @throws MigrationFailedError naming the migration, DatabaseUnavailableError.
 */
export async function migrateSchema(url: string, logger: Logger, only?: ReadonlySet<string>): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url,
    poolSize: 2,
    migrations: only === undefined ? migrations : migrations.filter(({ name }) => only.has(name)),
    migrationsTableName: 'migration',
    entities: [],
    extra: { application_name: 'congvan-migration' },
  });
  try {
    await source.initialize();
    const applied = await underLock(source, logger, () => source.runMigrations({ transaction: 'each' }));
    for (const migration of applied) logger.info({ code: 'database.migrated', migration: migration.name });
  } catch (cause) {
    if (isUnavailability(cause)) {
      throw new DatabaseUnavailableError(`Cannot migrate: ${(cause as Error).message}`, { cause });
    }
    throw new MigrationFailedError(await firstPending(source), cause);
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

async function underLock<T>(source: DataSource, logger: Logger, work: () => Promise<T>): Promise<T> {
  const session: PoolClient = await ((source.driver as PostgresDriver).master as Pool).connect();
  const onError = (error: Error) => logger.error({ code: 'database.migration-lock-lost', error: error.message });
  session.on('error', onError);
  try {
    const { rows } = await session.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [MIGRATION_LOCK]);
    if (!rows[0]!.free) {
      logger.info({ code: 'database.waiting-for-migration' });
      await session.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    }
    return await work();
  } finally {
    session.off('error', onError);
    session.release(true); // the session ends, and the lock with it
  }
}

/** The one that failed: those before it are committed, each by itself. */
async function firstPending(source: DataSource): Promise<string> {
  const rows = await source.query<{ name: string }[]>('select name from migration');
  return migrations.map(({ name }) => name).find((name) => rows.every((row) => row.name !== name)) ?? 'none';
}

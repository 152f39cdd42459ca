import { BulkSession, sqlState } from '#database';
import { newId } from '#foundation';
import { ScratchDatabaseError } from '../errors.js';
import { quoted } from '../snapshot/read-schema.js';

export interface ScratchDatabase {
  readonly url: string;
  /** Nothing is left of it. */
  dispose(): Promise<void>;
}

/** A schema by which a database that we were given says that what is in it is ours to wipe. */
const MARK = 'congvan_scratch';
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * An empty database to try a restore in: one that is made on the server of the office and dropped afterwards, or the one that was
 * set. What a killed trial has left goes first. Only under the lock of backups.
 * @param session on the office's own database
 * @throws ScratchDatabaseError with the way out
 */
export async function openScratchDatabase(session: BulkSession, databaseUrl: string, scratchUrl: string | undefined): Promise<ScratchDatabase> {
  return scratchUrl === undefined ? createScratch(session, databaseUrl) : wipeScratch(databaseUrl, scratchUrl);
}

async function createScratch(session: BulkSession, databaseUrl: string): Promise<ScratchDatabase> {
  const [own] = await session.query<{ name: string; collate: string; ctype: string }>(
    'select datname as name, datcollate as collate, datctype as ctype from pg_database where datname = current_database()',
  );
  const prefix = `${own!.name.slice(0, 40)}_trial_`;
  const left = await session.query<{ name: string }>(
    `select datname as name from pg_database where starts_with(datname, $1) and pg_has_role(datdba, 'member')`,
    [prefix],
  );
  for (const { name } of left) await session.query(`drop database ${quoted(name)} with (force)`);
  const name = `${prefix}${newId().slice(-12)}`;
  try {
    await session.query(
      `create database ${quoted(name)} template template0 encoding 'UTF8' lc_collate ${text(own!.collate)} lc_ctype ${text(own!.ctype)}`,
    );
  } catch (error) {
    const why = sqlState(error) === INSUFFICIENT_PRIVILEGE ? 'the database user may not create one' : (error as Error).message;
    throw new ScratchDatabaseError(why, error);
  }
  const url = new URL(databaseUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return { url: url.href, dispose: async () => void (await session.query(`drop database if exists ${quoted(name)} with (force)`)) };
}

async function wipeScratch(databaseUrl: string, scratchUrl: string): Promise<ScratchDatabase> {
  const wipe = async (): Promise<void> => {
    const session = await BulkSession.open(scratchUrl);
    try {
      await refuseForeign(session, databaseUrl);
      await session.query(`create schema if not exists ${MARK}; drop schema public cascade; create schema public`);
    } finally {
      await session.close();
    }
  };
  await wipe();
  return { url: scratchUrl, dispose: wipe };
}

/** A database that holds anything and does not bear our mark is somebody's. */
async function refuseForeign(session: BulkSession, databaseUrl: string): Promise<void> {
  const [found] = await session.query<{ name: string; isMarked: boolean; isFilled: boolean }>(
    `select current_database() as name, to_regnamespace('${MARK}') is not null as "isMarked",
       exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')) as "isFilled"`,
  );
  if (found!.isMarked || !found!.isFilled) return;
  const isOwn = new URL(databaseUrl).pathname === `/${found!.name}`;
  throw new ScratchDatabaseError(`BACKUP_SCRATCH_URL names ${isOwn ? 'the database of the office' : `${found!.name}, which is not empty`}`);
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

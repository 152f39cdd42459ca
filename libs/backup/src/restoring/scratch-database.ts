import { BulkSession, sqlState } from '#database';
import { newId } from '#foundation';
import { createHash } from 'node:crypto';
import { takeBackupLock } from '../backup-lock.js';
import { ScratchDatabaseError } from '../errors.js';
import { quoted } from '../snapshot/read-schema.js';

export interface ScratchDatabase {
  readonly url: string;
  /** Nothing is left of it. */
  dispose(): Promise<void>;
}

/** A schema that stands in a database that was set, while a trial fills it: what a killed trial has left is ours to wipe. */
const MARK = 'congvan_scratch';
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * An empty database to try a restore in: one that is made on the server of the office and dropped afterwards, or the one that was
 * set. What a killed trial has left goes first. Only under the lock of backups.
 * @param session on the office's own database
 * @throws ScratchDatabaseError with the way out
 */
export async function openScratchDatabase(session: BulkSession, databaseUrl: string, scratchUrl: string | undefined): Promise<ScratchDatabase> {
  return scratchUrl === undefined ? createScratch(session, databaseUrl) : wipeScratch(scratchUrl);
}

/** From now on the database is an office: no trial may wipe it, whatever one has left in it. */
export async function becomeOffice(session: BulkSession): Promise<void> {
  await session.query(`drop schema if exists ${MARK}`);
}

async function createScratch(session: BulkSession, databaseUrl: string): Promise<ScratchDatabase> {
  const [own] = await session.query<{ name: string; collate: string; ctype: string }>(
    'select datname as name, datcollate as collate, datctype as ctype from pg_database where datname = current_database()',
  );
  await dropLeftTrials(session, own!.name);
  const name = nameOfTrial(own!.name, newId().slice(-MARK_DIGITS));
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

async function dropLeftTrials(session: BulkSession, own: string): Promise<void> {
  const others = await session.query<{ name: string }>(`select datname as name from pg_database where pg_has_role(datdba, 'member')`);
  const left = others.filter(({ name }) => name === nameOfTrial(own, name.slice(-2 * MARK_DIGITS, -MARK_DIGITS)));
  for (const { name } of left) await session.query(`drop database ${quoted(name)} with (force)`);
}

const MARK_DIGITS = 12;

/** Bears its own proof: somebody may call a database of his like a trial, but does not end its name with the checksum of the rest. */
function nameOfTrial(own: string, id: string): string {
  const proof = createHash('sha256').update(`${own}/${id}`).digest('hex').slice(0, MARK_DIGITS);
  // At most 63 bytes, as Postgres has it.
  return `${Buffer.from(own).subarray(0, 32).toString().replaceAll('\ufffd', '')}_trial_${id}${proof}`;
}

/** Its session lasts as long as the trial, and holds the lock: an office that serves, or another trial, holds it as well. */
async function wipeScratch(scratchUrl: string): Promise<ScratchDatabase> {
  const session = await BulkSession.open(scratchUrl);
  try {
    await refuseForeign(session);
    await wipe(session);
    await session.query(`create schema ${MARK}`);
  } catch (error) {
    await session.close();
    throw error;
  }
  const dispose = () => wipe(session).finally(() => session.close());
  return { url: scratchUrl, dispose };
}

async function wipe(session: BulkSession): Promise<void> {
  await session.query(`drop schema public cascade; create schema public; drop schema if exists ${MARK}`);
}

/** A database that holds anything which no trial has left there is somebody's, and the office's own is held by who tries its backup. */
async function refuseForeign(session: BulkSession): Promise<void> {
  if (!(await takeBackupLock(session))) {
    throw new ScratchDatabaseError('BACKUP_SCRATCH_URL names the database of the office, or one in which another trial runs');
  }
  const [found] = await session.query<{ name: string; isMarked: boolean; isFilled: boolean }>(
    `select current_database() as name, to_regnamespace('${MARK}') is not null as "isMarked",
       exists (select from pg_class where relnamespace = 'public'::regnamespace) as "isFilled"`,
  );
  if (found!.isFilled && !found!.isMarked) throw new ScratchDatabaseError(`BACKUP_SCRATCH_URL names ${found!.name}, which is not empty`);
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

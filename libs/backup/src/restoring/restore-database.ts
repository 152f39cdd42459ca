import { BulkSession, migrateSchema } from '#database';
import type { Finding, Logger } from '#foundation';
import type { BackupProgress } from '../create-backup.js';
import { RestoreDiffersError, RestoreTargetError } from '../errors.js';
import type { BackupFolder } from '../keeping/backup-folder.js';
import { readRows } from '../keeping/stored-file.js';
import type { Manifest } from '../manifest.js';
import { quoted, readPartitions, readTables, sumUp } from '../snapshot/read-schema.js';
import { becomeOffice } from './scratch-database.js';

export interface RestoreSource {
  readonly folder: BackupFolder;
  readonly name: string;
  readonly manifest: Manifest;
}

export interface RestoreTarget {
  readonly url: string;
  readonly logger: Logger;
  readonly onProgress?: (progress: BackupProgress) => void;
  readonly signal?: AbortSignal;
  /** The database becomes an office, and is no trial. */
  readonly forGood?: true;
}

/**
 * Fills an empty database: the schema as the migrations of the backup make it, then all rows in one transaction, which is kept
 * only where every table comes out as it went in. Needs no more rights than to own the database: foreign keys are taken off and
 * put on again, which checks them all, and the office's own triggers rest meanwhile.
 * @throws RestoreTargetError, RestoreDiffersError, BackupDamagedError, MigrationFailedError, DatabaseUnavailableError
 */
export async function restoreDatabase(source: RestoreSource, target: RestoreTarget): Promise<void> {
  const session = await BulkSession.open(target.url);
  try {
    await refuseFilled(session);
    if (target.forGood) await becomeOffice(session);
    await migrateSchema(target.url, target.logger, new Set(source.manifest.migrations));
    await session.query('begin');
    try {
      await fill(session, source, target);
      await session.query('commit');
    } catch (error) {
      await session.query('rollback').catch(() => undefined);
      throw error;
    }
    await session.query('analyze');
  } finally {
    await session.close();
  }
}

async function refuseFilled(session: BulkSession): Promise<void> {
  const [found] = await session.query<{ name: string; tables: number }>(
    `select current_database() as name, count(*)::int as tables from pg_class c
     where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relnamespace not in (
       select oid from pg_namespace where nspname like 'pg\\_%' or nspname = 'information_schema'
     ) and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`,
  );
  if (found!.tables === 0) return;
  throw new RestoreTargetError(
    `The database ${found!.name} is not empty (${found!.tables} tables). Create a new one and restore into that, or drop this one first where a ` +
      'restore into it was broken off; nothing was changed.',
  );
}

async function fill(session: BulkSession, source: RestoreSource, target: RestoreTarget): Promise<void> {
  const { manifest } = source;
  await arrangePartitions(session, manifest);
  await refuseOtherSchema(session, manifest);
  const keys = await takeOffForeignKeys(session);
  const triggers = await restTriggers(session);
  await session.query(`truncate ${manifest.tables.map(({ name }) => quoted(name)).join(', ')}`);
  for (const [index, table] of manifest.tables.entries()) {
    target.signal?.throwIfAborted();
    const columns = table.columns.map(quoted).join(', ');
    await session.copyIn(`copy ${quoted(table.name)} (${columns}) from stdin`, readRows(source.folder, source.name, table));
    target.onProgress?.({ step: 'restore', done: index + 1, all: manifest.tables.length });
  }
  for (const { name, last, called } of manifest.sequences) {
    await session.query('select setval($1::regclass, $2::bigint, $3::boolean)', [`public.${quoted(name)}`, last, called]);
  }
  for (const { table, name, definition } of keys) {
    await session.query(`alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`);
  }
  for (const { table, name } of triggers) await session.query(`alter table ${quoted(table)} enable trigger ${quoted(name)}`);
  await compare(session, manifest);
}

/** The months of the history that the backup has; those of today, which the migrations make, may be others. */
async function arrangePartitions(session: BulkSession, { partitions }: Manifest): Promise<void> {
  const wanted = new Map(partitions.map((part) => [part.name, part]));
  const there = await readPartitions(session);
  const kept = new Set<string>();
  for (const { name, bound, parent } of there) {
    const same = wanted.get(name);
    if (same?.bound === bound && same.parent === parent) kept.add(name);
    else await session.query(`drop table ${quoted(name)}`);
  }
  for (const { name, parent, bound } of partitions) {
    if (!kept.has(name)) await session.query(`create table ${quoted(name)} partition of ${quoted(parent)} ${bound}`);
  }
}

/** Before a row is read: tables and columns must be those of the backup. */
async function refuseOtherSchema(session: BulkSession, { tables }: Manifest): Promise<void> {
  const shape = (all: readonly { name: string; columns: readonly string[] }[]) => new Map(all.map(({ name, columns }) => [name, columns.join(', ')]));
  const saved = shape(tables);
  const there = shape(await readTables(session));
  const findings: Finding[] = [];
  for (const [name, columns] of saved) {
    if (there.get(name) !== columns) findings.push({ where: name, what: `has the columns ${there.get(name) ?? '– (no such table)'} instead of ${columns}` });
  }
  for (const name of there.keys()) if (!saved.has(name)) findings.push({ where: name, what: 'is not in the backup' });
  if (findings.length > 0) throw new RestoreDiffersError(findings);
}

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** Tables refer to one another in circles, so no order of them would do. */
async function takeOffForeignKeys(session: BulkSession): Promise<ForeignKey[]> {
  const keys = await session.query<ForeignKey>(
    `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'f' and k.conparentid = 0 and c.relnamespace = 'public'::regnamespace order by c.relname, k.conname`,
  );
  for (const { table, name } of keys) await session.query(`alter table ${quoted(table)} drop constraint ${quoted(name)}`);
  return keys;
}

async function restTriggers(session: BulkSession): Promise<{ table: string; name: string }[]> {
  const triggers = await session.query<{ table: string; name: string }>(
    `select c.relname as table, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled = 'O' and c.relnamespace = 'public'::regnamespace`,
  );
  for (const { table, name } of triggers) await session.query(`alter table ${quoted(table)} disable trigger ${quoted(name)}`);
  return triggers;
}

/** Every table against its checksum, every number that is given out against what has it already. */
async function compare(session: BulkSession, { tables }: Manifest): Promise<void> {
  const findings: Finding[] = [];
  for (const { name, rows, checksum } of tables) {
    const found = await sumUp(session, name);
    if (found.rows !== rows) findings.push({ where: name, what: `has ${found.rows} rows instead of ${rows}` });
    else if (found.checksum !== checksum) findings.push({ where: name, what: 'has other content than was saved' });
  }
  findings.push(...(await sequencesThatFallShort(session)));
  if (findings.length > 0) throw new RestoreDiffersError(findings);
}

async function sequencesThatFallShort(session: BulkSession): Promise<Finding[]> {
  const owned = await session.query<{ sequence: string; table: string; column: string }>(
    `select s.relname as sequence, c.relname as table, a.attname as column
     from pg_class s join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
     join pg_class c on c.oid = d.refobjid join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
     where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace`,
  );
  const findings: Finding[] = [];
  for (const { sequence, table, column } of owned) {
    const [short] = await session.query<{ short: boolean }>(
      `select coalesce((select max(${quoted(column)}) from ${quoted(table)}), 0) > last_value as short from ${quoted(sequence)}`,
    );
    if (short!.short) findings.push({ where: sequence, what: `would give numbers that ${table} has already` });
  }
  return findings;
}

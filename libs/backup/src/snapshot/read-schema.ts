import type { BulkSession } from '#database';

export interface Relation {
  readonly name: string;
  /** Those that hold data; what is generated comes by itself. */
  readonly columns: readonly string[];
}

/** Tables that hold rows: the parts of a partitioned table, not the table itself. */
export function readTables(session: BulkSession): Promise<Relation[]> {
  return session.query<Relation>(
    `select c.relname as name, array(
       select a.attname::text from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum
     ) as columns
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`,
  );
}

export interface Partition {
  readonly name: string;
  readonly parent: string;
  /** As `create table … partition of` wants it. */
  readonly bound: string;
}

export function readPartitions(session: BulkSession): Promise<Partition[]> {
  return session.query<Partition>(
    `select c.relname as name, p.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bound
     from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
     where c.relnamespace = 'public'::regnamespace and c.relispartition and c.relkind = 'r' order by c.relname`,
  );
}

export interface Sequence {
  readonly name: string;
  readonly last: string;
  readonly called: boolean;
}

/** As they stand now: they know no snapshot, so they are read behind the rows, which they must not fall short of. */
export async function readSequences(session: BulkSession): Promise<Sequence[]> {
  const names = await session.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname`,
  );
  const sequences: Sequence[] = [];
  for (const { name } of names) {
    const [row] = await session.query<Omit<Sequence, 'name'>>(`select last_value::text as last, is_called as called from ${quoted(name)}`);
    sequences.push({ name, ...row! });
  }
  return sequences;
}

/** A name inside of SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * How many rows a table has, and a sum over the text of each in which their order plays no part. Every column is in it, what
 * is generated too.
 */
export async function sumUp(session: BulkSession, table: string): Promise<{ rows: number; checksum: string }> {
  const [sum] = await session.query<{ rows: string; checksum: string }>(
    `select count(*)::text as rows, coalesce(sum(('x' || left(hash, 15))::bit(60)::bigint::numeric), 0)::text || '-' ||
       coalesce(sum(('x' || right(hash, 15))::bit(60)::bigint::numeric), 0)::text as checksum
     from (select md5(t::text) as hash from ${quoted(table)} t) hashed`,
  );
  return { rows: Number(sum!.rows), checksum: sum!.checksum };
}

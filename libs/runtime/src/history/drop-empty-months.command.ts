import type { Command, CommandContext } from '../executor/command.js';
import { HISTORY_TABLES, LOCK_PATIENCE } from './history-tables.js';

/**
 * Drops the parts of past months that have no rows left. Gives their names.
 *
 * `detach … concurrently` would spare the table its lock, but Postgres refuses it beside a default part. So the parts are
 * looked through first, which may take long where many rows were deleted, and the table itself is locked last.
 */
export const dropEmptyMonths: Command<void, string[]> = {
  name: 'runtime.drop-empty-months',
  audited: false,

  async run(context) {
    const { tx } = context;
    const empty: string[] = [];
    await tx.execute(LOCK_PATIENCE);
    for (const { table } of HISTORY_TABLES) {
      for (const part of await pastMonths(context, table)) {
        if (await hasRows(context, part)) continue;
        await tx.execute(`lock table ${part} in share mode`);
        // A transaction that began before the month was over may have written meanwhile.
        if (!(await hasRows(context, part))) empty.push(part);
      }
    }
    for (const part of empty) await tx.execute(`drop table ${part}`);
    if (empty.length > 0) context.log.info({ code: 'runtime.history-months-dropped', parts: empty });
    return empty;
  },
};

async function pastMonths({ tx, now }: CommandContext, table: string): Promise<string[]> {
  const parts = await tx.query<{ name: string }>(
    `select part.relname as name from pg_inherits join pg_class part on part.oid = inhrelid
     where inhparent = $1::regclass and part.relname <> $1 || '_default'
       and part.relname < $1 || to_char($2::timestamptz at time zone 'UTC', '_YYYY_MM')
     order by part.relname`,
    [table, now],
  );
  return parts.map(({ name }) => name);
}

async function hasRows({ tx }: CommandContext, part: string): Promise<boolean> {
  return (await tx.query(`select from ${part} limit 1`)).length > 0;
}

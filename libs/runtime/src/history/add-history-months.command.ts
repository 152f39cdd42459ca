import type { Command, CommandContext } from '../executor/command.js';
import { HISTORY_TABLES, type HistoryTable, LOCK_PATIENCE } from './history-tables.js';

/** Months beyond this one that are made ahead: so long may no worker run before rows go to the default part. */
const MONTHS_AHEAD = 2;

interface Month {
  /** `YYYY_MM`, in UTC. */
  readonly name: string;
  readonly first: string;
  readonly next: string;
}

/**
 * Makes the parts of the history for this month and the next two, and those of other months of which there are rows in
 * the default part, which takes what comes while nobody makes parts. Those rows move. Gives the names of the new parts.
 *
 * A part is made beside the table and then attached: that keeps nobody from writing to the other months, where `create
 * table … partition of` would (it locks the whole table). Only the default part is locked, as long as its rows take to
 * move: milliseconds while there are none, 15 s for half a million on two busy cores, and no statement limit breaks that
 * off, since the next attempt would have more to move.
 */
export const addHistoryMonths: Command<void, string[]> = {
  name: 'runtime.add-history-months',
  audited: false,

  async run(context) {
    const added: string[] = [];
    for (const history of HISTORY_TABLES) {
      if ((await missingMonths(context, history)).length === 0) continue;
      await context.tx.execute(LOCK_PATIENCE);
      await context.tx.execute('set local statement_timeout = 0');
      // Others who make months wait here, and then find them made.
      await context.tx.execute(`lock table ${history.table}_default in access exclusive mode`);
      for (const month of await missingMonths(context, history)) {
        await addMonth(context, history, month);
        added.push(`${history.table}_${month.name}`);
      }
    }
    if (added.length > 0) context.log.info({ code: 'runtime.history-months-added', parts: added });
    return added;
  },
};

function missingMonths({ tx, now }: CommandContext, { table, at }: HistoryTable): Promise<Month[]> {
  return tx.query<Month>(
    `select to_char(month, 'YYYY_MM') as name, month at time zone 'UTC' as first,
       (month + interval '1 month') at time zone 'UTC' as next
     from (
       select date_trunc('month', $1::timestamptz at time zone 'UTC') + ahead * interval '1 month'
       from generate_series(0, ${MONTHS_AHEAD}) ahead
       union
       select date_trunc('month', ${at} at time zone 'UTC') from ${table}_default
     ) as needed (month)
     where to_regclass('${table}_' || to_char(month, 'YYYY_MM')) is null
     order by month`,
    [now],
  );
}

async function addMonth({ tx }: CommandContext, { table, at }: HistoryTable, { name, first, next }: Month): Promise<void> {
  const part = `${table}_${name}`;
  await tx.execute(`create table ${part} (like ${table} including all)`);
  await tx.execute(
    `with moved as (delete from ${table}_default where ${at} >= $1 and ${at} < $2 returning *)
     insert into ${part} select * from moved`,
    [first, next],
  );
  await tx.execute(`alter table ${table} attach partition ${part} for values from ('${first}') to ('${next}')`);
}

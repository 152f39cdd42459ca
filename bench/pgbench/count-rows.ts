import pg from 'pg';

/** Rows that were inserted, updated and deleted, by `table operation`. */
export type RowCounts = ReadonlyMap<string, number>;

/**
 * What the statistics of Postgres say of a database so far. A connection hands its numbers in at the latest when it ends,
 * so whoever is to be counted must have closed them.
 */
export async function countRows(url: string): Promise<RowCounts> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client
    .query<Record<'table' | 'inserted' | 'updated' | 'deleted', string>>(
      `select relname as "table", n_tup_ins as inserted, n_tup_upd as updated, n_tup_del as deleted
       from pg_stat_user_tables where schemaname = 'public'`,
    )
    .finally(() => client.end());
  return new Map(
    rows.flatMap((row) =>
      (['inserted', 'updated', 'deleted'] as const).map((kind) => [`${row.table} ${kind}`, Number(row[kind])] as const),
    ),
  );
}

/** What came to it between two counts, for each of so many steps; what did not change is left out. */
export function rowsPerStep(before: RowCounts, after: RowCounts, steps: number): RowCounts {
  const differences = [...after].map(([name, count]) => [name, (count - (before.get(name) ?? 0)) / steps] as const);
  return new Map(differences.filter(([, perStep]) => perStep > 0.01));
}

/** The names whose numbers differ by more than what a run that is cut off leaves over. */
export function differencesBetween(ours: RowCounts, theirs: RowCounts): string[] {
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  return [...names].flatMap((name) => {
    const [a, b] = [ours.get(name) ?? 0, theirs.get(name) ?? 0];
    return Math.abs(a - b) < 0.05 ? [] : [`${name}: ours ${a.toFixed(2)}, pgbench ${b.toFixed(2)} a step`];
  });
}

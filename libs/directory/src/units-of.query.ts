import type { Transaction } from '#database';

/**
 * Codes of the units that somebody works in on a day `YYYY-MM-DD`; where he holds no post that day, of those in which he held
 * his last ones.
 */
export async function unitsOf(source: Pick<Transaction, 'query'>, login: string, onDate: string): Promise<string[]> {
  const rows = await source.query<{ unit: string }>(
    `select distinct unit_code as unit from post
     where login = $1 and valid_from <= $2
       and coalesce(valid_to, 'infinity') >= least($2::date, (
         select max(coalesce(valid_to, 'infinity')) from post where login = $1 and valid_from <= $2))
     order by unit_code`,
    [login, onDate],
  );
  return rows.map(({ unit }) => unit);
}

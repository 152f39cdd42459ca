import type { Database, Transaction } from '#database';

/**
 * The groups that a person's posts give on a day `YYYY-MM-DD`: the role (`leader`), the role in the unit (`head:QLCN`)
 * and the unit (`unit:QLCN`); then the same of units that have ended before and whose work that unit has. Empty for people
 * without a post that day and for unknown logins.
 */
export async function groupsOf(
  source: Pick<Database | Transaction, 'query'>,
  login: string,
  onDate: string,
): Promise<string[]> {
  const rows = await source.query<{ name: string }>(
    `select name from (
       select unnest(groups) as name, false as inherited from post where login = $1 and held_on(post, $2)
       union all
       select unnest(array[role || ':' || ended.code, 'unit:' || ended.code]), true
       from post, units_inherited_by(unit_code, $2) as ended(code)
       where login = $1 and held_on(post, $2) and ended.code <> unit_code) as given
     group by name order by bool_and(inherited), name`,
    [login, onDate],
  );
  return rows.map(({ name }) => name);
}

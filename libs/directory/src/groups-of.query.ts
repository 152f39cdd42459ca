import type { Database, Transaction } from '#database';

/**
 * The groups that a person's posts give on a day `YYYY-MM-DD`: the role (`leader`), the role in the unit (`head:QLCN`)
 * and the unit (`unit:QLCN`); then the same of units that have ended before and whose work that unit has. So do the posts
 * whose work he does for others that day, and `deputy-of:cuongpv` says for whom. Empty for people without a post of their own
 * that day and for unknown logins.
 */
export function groupsOf(source: Pick<Database | Transaction, 'query'>, login: string, onDate: string): Promise<string[]> {
  return groups(source, login, onDate, true);
}

/** As `groupsOf`, of the posts that he holds himself alone. */
export function groupsOfOwnPosts(source: Pick<Database | Transaction, 'query'>, login: string, onDate: string): Promise<string[]> {
  return groups(source, login, onDate, false);
}

async function groups(source: Pick<Database | Transaction, 'query'>, login: string, onDate: string, withBorrowed: boolean): Promise<string[]> {
  const rows = await source.query<{ name: string }>(
    `with worked as materialized (select * from posts_worked_by($1, $2) where $3 or login = $1)
     select name from (
       select unnest(groups) as name, 0 as rank from worked
       union all
       select unnest(array[role || ':' || ended.code, 'unit:' || ended.code]), 1
       from worked, units_inherited_by(unit_code, $2) as ended(code) where ended.code <> unit_code
       union all
       select 'deputy-of:' || login, 2 from worked where login <> $1) as given
     group by name order by min(rank), name`,
    [login, onDate, withBorrowed],
  );
  return rows.map(({ name }) => name);
}

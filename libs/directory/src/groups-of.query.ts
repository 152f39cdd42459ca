import type { Database, Transaction } from '#database';

/**
 * The groups that a person's posts give on a day `YYYY-MM-DD`: the role (`leader`), the role in the unit (`head:QLCN`)
 * and the unit (`unit:QLCN`). Empty for people without a post that day and for unknown logins.
 */
export async function groupsOf(
  source: Pick<Database | Transaction, 'query'>,
  login: string,
  onDate: string,
): Promise<string[]> {
  const rows = await source.query<{ name: string }>(
    'select distinct unnest(groups) as name from post where login = $1 and held_on(post, $2) order by name',
    [login, onDate],
  );
  return rows.map(({ name }) => name);
}

import type { Database, Transaction } from '#database';

/** Logins of the people whose posts put them in a group on a day `YYYY-MM-DD`, each once. */
export async function membersOfGroup(
  source: Pick<Database | Transaction, 'query'>,
  group: string,
  onDate: string,
): Promise<string[]> {
  const rows = await source.query<{ login: string }>(
    'select distinct login from post where groups @> array[$1] and held_on(post, $2) order by login',
    [group, onDate],
  );
  return rows.map(({ login }) => login);
}

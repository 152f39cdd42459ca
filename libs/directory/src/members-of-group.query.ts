import type { Database, Transaction } from '#database';

/**
 * Logins of the people whose posts put them in a group on a day `YYYY-MM-DD`, each once: of a unit that has ended those of
 * the unit that has its work.
 */
export async function membersOfGroup(
  source: Pick<Database | Transaction, 'query'>,
  group: string,
  onDate: string,
): Promise<string[]> {
  const [role, unit] = group.split(':');
  const rows = await source.query<{ login: string }>(
    `select distinct login from post
     where held_on(post, $3) and groups && case when $2::text is null then array[$1]
       else array(select $1 || ':' || code from heirs_of_unit($2, $3) as heir(code)) end
     order by login`,
    [role, unit ?? null, onDate],
  );
  return rows.map(({ login }) => login);
}

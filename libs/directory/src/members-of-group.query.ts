import type { Database, Transaction } from '#database';

/**
 * Logins of the people whose posts put them in a group on a day `YYYY-MM-DD`, each once: of a unit that has ended those of
 * the unit that has its work, and with each holder of a post who does his work that day.
 */
export async function membersOfGroup(
  source: Pick<Database | Transaction, 'query'>,
  group: string,
  onDate: string,
): Promise<string[]> {
  const [role, unit] = group.split(':');
  const rows = await source.query<{ login: string }>(
    `with held as (
       select id, login from post
       where held_on(post, $3) and groups && case when $2::text is null then array[$1]
         else array(select $1 || ':' || code from heirs_of_unit($2, $3) as heir(code)) end)
     select login from held
     union
     select deputy from held join delegation on post_id = held.id
     where deputises_on(delegation, $3) and exists (select from post own where own.login = deputy and held_on(own, $3))
     order by login`,
    [role, unit ?? null, onDate],
  );
  return rows.map(({ login }) => login);
}

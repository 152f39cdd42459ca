import type { Database, Transaction } from '#database';

/** A read that may also be asked inside a command. */
type Source = Pick<Database | Transaction, 'query'>;

/**
 * The groups that a person's posts give on a day `YYYY-MM-DD`: the role (`leader`), the role in the unit (`head:QLCN`)
 * and the unit (`unit:QLCN`). Empty for people without a post that day and for unknown logins.
 */
export async function groupsOf(source: Source, login: string, onDate: string): Promise<string[]> {
  const rows = await source.query<{ name: string }>(
    `select distinct unnest(groups) as name from post
     where login = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2) order by name`,
    [login, onDate],
  );
  return rows.map(({ name }) => name);
}

/** The other way round: logins of the people in a group on a day, each once. */
export async function membersOfGroup(source: Source, group: string, onDate: string): Promise<string[]> {
  const rows = await source.query<{ login: string }>(
    `select distinct login from post
     where groups @> array[$1] and valid_from <= $2 and (valid_to is null or valid_to >= $2) order by login`,
    [group, onDate],
  );
  return rows.map(({ login }) => login);
}

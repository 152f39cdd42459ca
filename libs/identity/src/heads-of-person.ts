import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';

/** Logins of those who head a unit in which he holds a post today; he is among them where he heads it. */
export async function headsOfPerson({ tx, now, zone }: CommandContext, login: string): Promise<string[]> {
  const heads = await tx.query<{ head: string }>(
    `select distinct head from post, heads_of_unit(unit_code, $2) as head where post.login = $1 and held_on(post, $2) order by 1`,
    [login, dateInZone(now, zone)],
  );
  return heads.map(({ head }) => head);
}

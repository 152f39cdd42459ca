import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';

/** Whether somebody holds a post as a leader today. */
export async function isLeader({ tx, now, zone }: CommandContext, login: string): Promise<boolean> {
  const posts = await tx.execute(`select from post where login = $1 and 'leader' = any(groups) and held_on(post, $2)`, [login, dateInZone(now, zone)]);
  return posts > 0;
}

import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';

/** Posts about which the leadership decides: the chief of office makes neither leaders nor another chief of office. */
const OF_LEADERSHIP = ['leader', 'chief-of-office'];

/**
 * The group that approves a decision about somebody: the chief of office; the leadership where the person holds, or is to have, one of its
 * posts or that of the chief of office. Where there is no leader beside him, the chief of office does, unless that is himself.
 * @param decision `login` null: of somebody who is taken on; `role` the post that he is to have
 */
export async function approverOf({ tx, now, zone }: CommandContext, { login, role }: { readonly login: string | null; readonly role?: string | null }): Promise<string> {
  const [found] = await tx.query<{ isChief: boolean; leads: boolean; others: boolean }>(
    `select exists (select from post where login = $1 and role = 'chief-of-office' and held_on(post, $2::date)) as "isChief",
            exists (select from post where login = $1 and role = 'leader' and held_on(post, $2::date)) as leads,
            exists (select from post where login is distinct from $1 and role = 'leader' and held_on(post, $2::date)) as others`,
    [login, dateInZone(now, zone)],
  );
  const { isChief, leads, others } = found!;
  if (isChief) return 'leader';
  const isForLeaders = leads || (typeof role === 'string' && OF_LEADERSHIP.includes(role));
  return isForLeaders && others ? 'leader' : 'chief-of-office';
}

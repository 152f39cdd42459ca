import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { AccountOfGoneError } from './errors.js';

/**
 * Condition: a decision by which somebody leaves has ended his access by now, whatever the case has done so far, and he has not come back.
 * @param login SQL of the login. @param now SQL of the instant
 */
export const accessEnded = (login: string, now: string): string => `exists (select from personnel_decision d where d.login = ${login}
  and d.kind in ('leave', 'retire') and d.status in ('open', 'done') and d.access_ends_at <= ${now}
  and not exists (select from post back where back.login = d.login and back.valid_from > d.effective_on))`;

/**
 * Whether somebody has left: all posts that he ever had are over, or a decision by which he leaves has ended his access and no post
 * of his begins after his last day. Who never had a post is not gone: he comes, or the office is being set up.
 */
export async function isGone({ tx, now, zone }: CommandContext, login: string): Promise<boolean> {
  const [found] = await tx.query<{ gone: boolean }>(
    `select (exists (select from post where login = $1) and not exists (select from post where login = $1 and (valid_to is null or valid_to >= $2)))
         or exists (select from personnel_decision d where d.login = $1 and d.kind in ('leave', 'retire') and d.status in ('open', 'done')
              and coalesce(d.access_ends_at, (d.effective_on + 1)::timestamp at time zone $3) <= $4::timestamptz
              and not exists (select from post where login = $1 and valid_from > d.effective_on)) as gone`,
    [login, dateInZone(now, zone), zone, now],
  );
  return found!.gone;
}

/** Nobody opens an account again, or gives it a password, whose holder has left (148/QĐ-SCT 2014 §10.8). @throws AccountOfGoneError */
export async function refuseForGone(context: CommandContext, login: string): Promise<void> {
  if (await isGone(context, login)) throw new AccountOfGoneError(login);
}

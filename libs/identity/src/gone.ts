import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { AccountOfGoneError } from './errors.js';

/**
 * Whether somebody has left: all posts that he ever had are over, or a decision by which he leaves has ended his access and no post
 * of his begins after his last day. Who never had a post is not gone: he comes, or the office is being set up.
 */
export async function isGone({ tx, now, zone }: CommandContext, login: string): Promise<boolean> {
  const [found] = await tx.query<{ gone: boolean }>(
    `select (exists (select from post where login = $1) and not exists (select from post where login = $1 and (valid_to is null or valid_to >= $2)))
         or access_ended($1, $3) as gone`,
    [login, dateInZone(now, zone), now],
  );
  return found!.gone;
}

/** Nobody opens an account again, or gives it a password, whose holder has left (148/QĐ-SCT 2014 §10.8). @throws AccountOfGoneError */
export async function refuseForGone(context: CommandContext, login: string): Promise<void> {
  if (await isGone(context, login)) throw new AccountOfGoneError(login);
}

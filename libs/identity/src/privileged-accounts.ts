import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { AccountPrivilegedError } from './errors.js';
import { refuseForGone } from './gone.js';

/** Posts whose holder gives rights, changes what processes do, or decides for the agency. */
const PRIVILEGED = ['admin', 'designer', 'leader', 'chief-of-office', 'personnel'];

export interface Helped<Input> {
  /** That of the command that is run. */
  readonly input: Input;
  /** The groups of who helps, today. */
  readonly groups: readonly string[];
}

/**
 * The same command for whoever helps people with their accounts. Who is shown a password can sign in with it: that of
 * somebody with a privileged post, which he has, will have or stands in for, is given by administrators alone. Otherwise IT could
 * make itself all that there is.
 * Nobody helps who has left, also no administrator.
 * @throws AccountPrivilegedError, AccountOfGoneError and what the command throws
 */
export function byHelper<Input extends { readonly login: string }, Output>(command: Command<Input, Output>): Command<Helped<Input>, Output> {
  return {
    name: command.name,
    request: ({ input }) => input,
    async run(context, { input, groups }) {
      if (!groups.includes('admin')) await refuseForPrivileged(context, input.login);
      await refuseForGone(context, input.login);
      return context.run(command, input);
    },
  };
}

async function refuseForPrivileged({ tx, now, zone }: CommandContext, login: string): Promise<void> {
  const [post] = await tx.query<{ role: string }>(
    `select role from post where login = $1 and role = any($3) and (valid_to is null or valid_to >= $2)
     union all
     select role from posts_worked_by($1, $2) where role = any($3)
     limit 1`,
    [login, dateInZone(now, zone), PRIVILEGED],
  );
  if (post !== undefined) throw new AccountPrivilegedError(login, post.role);
}

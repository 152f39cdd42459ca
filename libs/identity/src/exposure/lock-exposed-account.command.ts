import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { ExposureForbiddenError } from '../errors.js';
import { type LockedEverywhere, lockEverywhere } from './lock-everywhere.command.js';

export interface LockExposedAccountInput {
  readonly login: string;
  /** What happened, in the words of who reports it. */
  readonly reason: string;
  /** The groups of who reports it, today. */
  readonly groups: readonly string[];
  /** Who may report it: `self`, `head` (of a unit in which the person holds a post, and leads none himself) and groups. */
  readonly reporters: readonly string[];
  /** Who is told: groups, and `head`. */
  readonly told: readonly string[];
  /** The account systems beside our own. */
  readonly systems: readonly string[];
}

/**
 * The report that others may know a password: it locks the account everywhere, at once, and tells who must know.
 * @throws ExposureForbiddenError, AccountNotFoundError
 */
export const lockExposedAccount: Command<LockExposedAccountInput, LockedEverywhere> = {
  name: 'identity.lock-exposed-account',
  async run(context, { login, reason, groups, reporters, told, systems }) {
    const posts = await postsOf(context, login);
    const heads = posts.map(({ unit }) => `head:${unit}`);
    requireReporter(context, { login, groups, reporters, heads: posts.every(({ isBelowHead }) => isBelowHead) ? heads : [] });
    const tell = told.flatMap((group) => (group === 'head' ? [...new Set(heads)] : [group]));
    return context.run(lockEverywhere, { login, reason, systems, tell });
  },
};

/** Who leads answers to no head: a deputy who has the groups of a head, or another head, does not close his account. */
function postsOf(context: CommandContext, login: string): Promise<{ unit: string; isBelowHead: boolean }[]> {
  return context.tx.query(
    `select unit_code as unit, role not in ('leader', 'chief-of-office', 'head') as "isBelowHead"
     from post where login = $1 and held_on(post, $2) order by 1`,
    [login, dateInZone(context.now, context.zone)],
  );
}

interface Report {
  readonly login: string;
  readonly groups: readonly string[];
  readonly reporters: readonly string[];
  /** The groups of the heads above him. */
  readonly heads: readonly string[];
}

function requireReporter(context: CommandContext, { login, groups, reporters, heads }: Report): void {
  const may = reporters.some((reporter) => {
    if (reporter === 'self') return context.caller.actor === login;
    if (reporter === 'head') return heads.some((head) => groups.includes(head));
    return groups.includes(reporter);
  });
  if (!may) throw new ExposureForbiddenError(login, reporters);
}

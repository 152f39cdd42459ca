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
  /** Who may report it: `self`, `head` (of a unit in which the person holds a post) and groups. */
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
    const units = await unitsOf(context, login);
    requireReporter(context, { login, groups, reporters, units });
    const tell = told.flatMap((group) => (group === 'head' ? units.map((unit) => `head:${unit}`) : [group]));
    return context.run(lockEverywhere, { login, reason, systems, tell });
  },
};

async function unitsOf(context: CommandContext, login: string): Promise<string[]> {
  const units = await context.tx.query<{ code: string }>(
    'select distinct unit_code as code from post where login = $1 and held_on(post, $2) order by 1',
    [login, dateInZone(context.now, context.zone)],
  );
  return units.map(({ code }) => code);
}

interface Report {
  readonly login: string;
  readonly groups: readonly string[];
  readonly reporters: readonly string[];
  readonly units: readonly string[];
}

function requireReporter(context: CommandContext, { login, groups, reporters, units }: Report): void {
  const may = reporters.some((reporter) => {
    if (reporter === 'self') return context.caller.actor === login;
    if (reporter === 'head') return units.some((unit) => groups.includes(`head:${unit}`));
    return groups.includes(reporter);
  });
  if (!may) throw new ExposureForbiddenError(login, reporters);
}

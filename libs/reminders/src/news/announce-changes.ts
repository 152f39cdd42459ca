import type { Caller } from '#audit';
import type { CommandExecutor } from '#runtime';
import { ACTS_BATCH, announceActs } from './announce-acts.command.js';
import { announceMove } from './announce-move.command.js';
import type { NewsTools } from './tell-of-changes.js';

/**
 * Tells people how their deadlines have changed since the last round: by decisions, and by calendars. What is told in a
 * transaction is taken from the list in it, so several may do this at once and nobody hears of anything twice.
 * @param goOn asked before each transaction
 */
export async function announceChanges(
  { executor, membersOf, tellPerson }: NewsTools & { readonly executor: CommandExecutor },
  caller: Caller,
  goOn: () => boolean = () => true,
): Promise<void> {
  const tools = { membersOf, tellPerson };
  while (goOn() && (await executor.execute(announceActs, tools, caller)) === ACTS_BATCH);
  while (goOn() && (await executor.execute(announceMove, tools, caller)) > 0);
}

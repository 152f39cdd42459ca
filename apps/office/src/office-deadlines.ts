import { type DeadlineCommands, deadlineCommands } from '#deadlines';
import { followDeadlines, refuseLockedDeadline } from '#documents';
import type { Command } from '#runtime';
import { checkedAfterwards } from './office-gate.js';

const commands = deadlineCommands(followDeadlines);

/** The commands by which deadlines of cases move, and documents with them; not while the content of one is locked. */
export const officeDeadlines: DeadlineCommands = {
  ...commands,
  pause: unlocked(commands.pause),
  resume: unlocked(commands.resume),
  extend: unlocked(commands.extend),
  correct: unlocked(commands.correct),
};

function unlocked<Input extends { readonly id: string }, Output, Row>(command: Command<Input, Output, Row>): Command<Input, Output, Row> {
  return checkedAfterwards(command, (context, { id }) => refuseLockedDeadline(context, id));
}

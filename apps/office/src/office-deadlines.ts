import { deadlineCommands } from '#deadlines';
import { followDeadlines, type GateConfirmation, refuseLockedDeadline } from '#documents';
import type { Command } from '#runtime';
import { checkedAfterwards, throughGate } from './office-gate.js';

const commands = deadlineCommands(followDeadlines);

/**
 * The commands by which deadlines of cases move, and documents with them; not while the content of one is locked. What people
 * give as their reason goes through the gate.
 */
export const officeDeadlines = {
  ...commands,
  pause: guarded(commands.pause),
  resume: guarded(commands.resume),
  extend: guarded(commands.extend),
  correct: guarded(commands.correct),
};

export type OfficeDeadlines = typeof officeDeadlines;

function guarded<Input extends { readonly id: string; readonly kind?: 'task' | 'case' }, Output, Row>(command: Command<Input, Output, Row>): Command<Input & GateConfirmation, Output, Row> {
  const unlocked = checkedAfterwards(command, (context, { id }) => refuseLockedDeadline(context, id));
  return throughGate(unlocked, ({ id, kind }) => ({ subject: kind === 'task' ? 'user-task' : 'deadline', subjectId: id }));
}

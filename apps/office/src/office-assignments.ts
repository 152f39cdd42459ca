import { assignmentCommands } from '#assignments';
import { type GateConfirmation, refuseLockedSource } from '#documents';
import type { Command } from '#runtime';
import { checkedAfterwards, requireOwnDocument, throughGate } from './office-gate.js';
import { tellAs } from './tell.js';

const commands = assignmentCommands(tellAs('reminder'), (tx, person, documentId) => requireOwnDocument(tx, 'incoming', person, documentId));

/** Given work goes on with whom signed minutes name. */
export const handOverGivenWork = commands.handOver;

/** Work that he has given is judged by whom they name. */
export const handOverJudging = commands.handOverGiven;

/** What people do with assignments: nothing is written about a locked document, and nothing that may be a state secret. */
export const officeAssignments = {
  give: throughGate(commands.give, (_input, { id }) => ({ subject: 'assignment', subjectId: id })),
  reword: guarded(commands.reword),
  recall: guarded(commands.recall),
  reassign: guarded(commands.reassign),
  changePerformer: guarded(commands.changePerformer),
  reportProgress: guarded(commands.reportProgress),
  comment: guarded(commands.comment),
};

function guarded<Input extends { readonly assignmentId: string }, Output>(command: Command<Input, Output>): Command<Input & GateConfirmation, Output> {
  const unlocked = checkedAfterwards(command, ({ tx }, { assignmentId }) => refuseLockedSource(tx, assignmentId));
  return throughGate(unlocked, ({ assignmentId }) => ({ subject: 'assignment', subjectId: assignmentId }));
}

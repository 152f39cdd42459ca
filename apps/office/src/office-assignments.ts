import { assignmentCommands } from '#assignments';
import { membersOfGroup } from '#directory';
import { type GateConfirmation, refuseLockedSource } from '#documents';
import { groupNotifier, notifyPeople } from '#notifications';
import type { Command, Tell } from '#runtime';
import { checkedAfterwards, requireOwnDocument, throughGate } from './office-gate.js';

const notifyGroup = groupNotifier(membersOfGroup);

/** How those whom an assignment concerns hear of it. */
export const tellOfAssignment: Tell = async (context, { people, groups }, told) => {
  const notice = { kind: 'reminder', ...told } as const;
  if (people.length > 0) await context.run(notifyPeople, { logins: people, notice });
  for (const group of groups) await notifyGroup(context, group, notice);
};

const commands = assignmentCommands(tellOfAssignment, (tx, person, documentId) => requireOwnDocument(tx, 'incoming', person, documentId));

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

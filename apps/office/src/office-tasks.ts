import { checkAssignmentStep, refuseUnfitForAssignment } from '#assignments';
import { recordBackupStep, refuseUnfitForBackup } from '#backup';
import { groupsOf, refuseUnfitForDormant, refuseUnfitForMailbox } from '#directory';
import { type GateConfirmation, recordOutgoingStep, refuseInformedLater, refuseLockedCase, refuseReturnByOthers, refuseSuspectedForm, refuseUnfitForStep, refuseUnfitRemover } from '#documents';
import { dateInZone } from '#foundation';
import { refuseUnfitForPassword } from '#identity';
import { refuseUnreasonedRefusal } from '#incidents';
import { recordPersonnelStep, refuseUnfitForPersonnel } from '#personnel';
import { type BeforeCompletion, type HandlingTools, taskCommands } from '#worklist';
import { recordDutyTask, refuseUnfitForDutyStep } from './office-duties.js';
import { throughGate } from './office-gate.js';
import { recordMailboxTask } from './office-mailboxes.js';
import { recordPasswordTask } from './office-passwords.js';
import { recordWebsiteTask, refuseUnfitForWebsiteStep } from './office-website.js';
import { tellAs } from './tell.js';

const tell = tellAs('reminder');

/** Who may do which step: each area knows its own tasks and lets those of others pass. */
export const refuseUnfit: HandlingTools['refuseUnfit'] = async (context, step) => {
  refuseUnfitRemover(step);
  await refuseUnfitForStep(context, step);
  await refuseUnfitForAssignment(context, step);
  await refuseUnfitForMailbox(context, step);
  await refuseUnfitForPersonnel(context, step);
  await refuseUnfitForDormant(context, step);
  await refuseUnfitForPassword(context, step);
  await refuseUnfitForBackup(context, step);
  await refuseUnfitForDutyStep(context, step);
  await refuseUnfitForWebsiteStep(context, step);
};

/**
 * What each area refuses and writes down where one of its tasks is completed, in the transaction of the completion.
 * @param confirmation what the person says of signs of a secret in what he wrote
 */
export function recordCompletion(confirmation: GateConfirmation): BeforeCompletion {
  return async (context, completion) => {
    await refuseSuspectedForm(context, completion, confirmation);
    refuseReturnByOthers(completion);
    refuseUnfitRemover(completion);
    refuseInformedLater(context, completion);
    await refuseUnreasonedRefusal(context, completion);
    await recordOutgoingStep(context, completion);
    await checkAssignmentStep(context, completion);
    await recordMailboxTask(context, completion);
    await recordPersonnelStep(context, completion);
    await recordPasswordTask(context, completion);
    await recordDutyTask(context, completion);
    await recordBackupStep(context, completion);
    await recordWebsiteTask(context, completion);
  };
}

/** How those whom a task concerns hear of it. */
export const tellOfTask: HandlingTools['tell'] = (context, people, notice) => tell(context, { people, groups: [] }, notice);

/** What passing a task on needs of documents, given work, posts and notices. */
export const handlingTools: HandlingTools = {
  refuseUnfit,
  refuseLocked: refuseLockedCase,
  groupsOf: ({ tx, now, zone }, login) => groupsOf(tx, login, dateInZone(now, zone)),
  tell: tellOfTask,
};

const commands = taskCommands(handlingTools);

/** What people do with tasks that concerns others too: what they write goes through the gate. */
export const officeTasks = {
  assign: throughGate(commands.assign, ofTask),
  handOver: throughGate(commands.handOver, ofTask),
  return: throughGate(commands.return, ofTask),
  recall: commands.recall,
  recordOpening: commands.recordOpening,
  askOpinions: throughGate(commands.askOpinions, ofTask),
  giveOpinion: throughGate(commands.giveOpinion, (_input, answered) => ofTask(answered)),
  withdrawQuestion: commands.withdrawQuestion,
};

function ofTask({ taskId }: { readonly taskId: string }) {
  return { subject: 'user-task', subjectId: taskId };
}

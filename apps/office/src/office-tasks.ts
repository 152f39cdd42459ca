import { refuseUnfitForAssignment } from '#assignments';
import { refuseUnfitForBackup } from '#backup';
import { groupsOf, refuseUnfitForDormant, refuseUnfitForMailbox } from '#directory';
import { refuseLockedCase, refuseUnfitForStep, refuseUnfitRemover } from '#documents';
import { dateInZone } from '#foundation';
import { refuseUnfitForPassword } from '#identity';
import { notifyPeople } from '#notifications';
import { refuseUnfitForPersonnel } from '#personnel';
import { type HandlingTools, taskCommands } from '#worklist';
import { refuseUnfitForDutyStep } from './office-duties.js';
import { throughGate } from './office-gate.js';
import { refuseUnfitForWebsiteStep } from './office-website.js';

/** The rules of documents, of given work and of the website about who does which step. */
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

/** How those whom a task concerns hear of it. */
export const tellOfTask: HandlingTools['tell'] = async (context, logins, notice) => {
  if (logins.length > 0) await context.run(notifyPeople, { logins, notice: { kind: 'reminder', ...notice } });
};

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

import { refuseUnfitForAssignment } from '#assignments';
import { groupsOf } from '#directory';
import { refuseLockedCase, refuseSuspected, refuseUnfitForStep } from '#documents';
import { dateInZone } from '#foundation';
import { notifyPeople } from '#notifications';
import { type HandlingTools, taskCommands } from '#worklist';

/** The rules of documents and of given work about who does which step. */
export const refuseUnfit: HandlingTools['refuseUnfit'] = async (context, step) => {
  await refuseUnfitForStep(context, step);
  await refuseUnfitForAssignment(context, step);
};

/** How those whom a task concerns hear of it. */
export const tellOfTask: HandlingTools['tell'] = async (context, logins, notice) => {
  if (logins.length > 0) await context.run(notifyPeople, { logins, notice: { kind: 'reminder', ...notice } });
};

/** What people do with tasks that concerns others too: rules and locks of documents, the directory and notices put in. */
export const officeTasks = taskCommands({
  refuseUnfit,
  refuseLocked: refuseLockedCase,
  groupsOf: ({ tx, now, zone }, login) => groupsOf(tx, login, dateInZone(now, zone)),
  inspect: (context, note, confirmation) => refuseSuspected(context, { note }, [], confirmation),
  tell: tellOfTask,
});

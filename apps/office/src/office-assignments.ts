import { assignmentCommands, type Tell } from '#assignments';
import { membersOfGroup } from '#directory';
import { refuseNonReaders } from '#documents';
import { groupNotifier, notifyPeople } from '#notifications';

const notifyGroup = groupNotifier(membersOfGroup);

/** How those whom an assignment concerns hear of it. */
export const tellOfAssignment: Tell = async (context, { people, groups }, told) => {
  const notice = { kind: 'reminder', ...told } as const;
  if (people.length > 0) await context.run(notifyPeople, { logins: people, notice });
  for (const group of groups) await notifyGroup(context, group, notice);
};

/** What people do with assignments. Whoever gives work about a document has the right to read it, as others have lent him none. */
export const officeAssignments = assignmentCommands(tellOfAssignment, (tx, person, documentId) =>
  refuseNonReaders(tx, 'incoming', person, documentId, { borrowed: false }),
);

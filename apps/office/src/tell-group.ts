import { membersOfGroup } from '#directory';
import type { TellGroup } from '#documents';
import { groupNotifier, notifyPeople } from '#notifications';

const notifyGroup = groupNotifier(membersOfGroup);

/** How people hear what becomes of documents by acts beside their tasks. */
export const tellGroup: TellGroup = async (context, group, { also = [], ...told }) => {
  const notice = { kind: 'reminder', ...told } as const;
  await notifyGroup(context, group, notice);
  if (also.length > 0) await context.run(notifyPeople, { logins: also, notice });
};

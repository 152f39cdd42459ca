import { membersOfGroup } from '#directory';
import type { TellGroup } from '#documents';
import { groupNotifier, notifyPeople } from '#notifications';
import type { Announce } from '#runtime';

/** Tells whoever is in a group today. */
export const notifyGroup = groupNotifier(membersOfGroup);

/** Tells people and groups of a case or of what is none; by the kind they choose how they hear. */
export function tellAs(kind: 'reminder' | 'report' | 'escalation'): Announce {
  return async (context, { people, groups }, told) => {
    const notice = { kind, ...told } as const;
    if (people.length > 0) await context.run(notifyPeople, { logins: people, notice });
    for (const group of groups) await notifyGroup(context, group, notice);
  };
}

const tell = tellAs('reminder');

/** How people hear what becomes of documents by acts beside their tasks. */
export const tellGroup: TellGroup = (context, group, { also = [], ...told }) => tell(context, { people: also, groups: [group] }, told);

/** How operators hear of work that has failed. */
export const tellOperators = tellAs('escalation');

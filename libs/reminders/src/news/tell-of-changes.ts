import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import type { MembersOf, ReminderTools } from '../sending/reminder-tools.js';
import type { ChangedDeadline } from './changed-deadline.js';
import { noticeOfChanges } from './say-changes.js';

/** What telling of changes stands on. */
export type NewsTools = Pick<ReminderTools, 'membersOf' | 'tellPerson'>;

/**
 * Tells each person once what a decision has changed for him: those who have the tasks or are offered them, the heads of
 * the units that answer, and who is named as having decided; not who entered it. Each group is asked for once and each
 * person gets one notice, so that a calendar that moves 50,000 deadlines costs a few hundred statements.
 * @param changes of one decision; it stands first
 */
export async function tellOfChanges(
  context: CommandContext,
  { membersOf, tellPerson }: NewsTools,
  changes: readonly ChangedDeadline[],
  event: string,
): Promise<void> {
  const { now, zone } = context;
  const [decision] = changes;
  if (decision === undefined) return;
  const members = await membersToday(context, membersOf, new Set(changes.flatMap(groupsConcerned)));
  const ofPeople = new Map<string, ChangedDeadline[]>();
  for (const change of changes) {
    for (const login of peopleConcerned(change, members)) {
      const known = ofPeople.get(login);
      if (known) known.push(change);
      else ofPeople.set(login, [change]);
    }
  }
  for (const [login, his] of ofPeople) {
    await tellPerson(context, login, noticeOfChanges(his, decision, { event, now, zone }));
  }
}

function groupsConcerned({ holder, candidateGroups, unitCode }: ChangedDeadline): string[] {
  return [...(holder === null ? candidateGroups : []), ...(unitCode === null ? [] : [`head:${unitCode}`])];
}

function peopleConcerned(change: ChangedDeadline, members: ReadonlyMap<string, readonly string[]>): Set<string> {
  const { act, holder, candidateUsers, actedBy, approvedBy } = change;
  const people = new Set(holder === null ? candidateUsers : [holder]);
  for (const group of groupsConcerned(change)) {
    for (const login of members.get(group)!) people.add(login);
  }
  // Who approved a calendar has published it himself.
  if (approvedBy !== null && act !== 'move') people.add(approvedBy);
  people.delete(actedBy);
  return people;
}

async function membersToday(
  { tx, now, zone }: CommandContext,
  membersOf: MembersOf,
  groups: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const today = dateInZone(now, zone);
  const members = new Map<string, readonly string[]>();
  for (const group of groups) members.set(group, await membersOf(tx, group, today));
  return members;
}

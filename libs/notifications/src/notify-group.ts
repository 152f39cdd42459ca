import type { Transaction } from '#database';
import type { CommandContext } from '#runtime';
import { DateTime } from 'luxon';
import { type Notice, notifyPeople } from './notify-people.js';

/**
 * Logins of the people in a group (`leader`, `head:QLCN`, `unit:QLCN`, …) on a date `YYYY-MM-DD`. The directory knows;
 * the app hands its answer in.
 */
export type MembersOf = (tx: Transaction, group: string, onDate: string) => Promise<string[]>;

/** Tells everybody who is in the group today. Gives the logins that had not heard of the event before. */
export type NotifyGroup = (context: CommandContext, group: string, notice: Notice) => Promise<string[]>;

export function groupNotifier(membersOf: MembersOf): NotifyGroup {
  return async (context, group, notice) => {
    const members = await membersToday(context, group, membersOf);
    if (members.length === 0) context.log.warn({ code: 'notifications.empty-group', group, event: notice.event });
    return notifyPeople(context, members, notice);
  };
}

/** The members of a group on the office's date of this command. */
export function membersToday(context: CommandContext, group: string, membersOf: MembersOf): Promise<string[]> {
  const today = DateTime.fromISO(context.now).setZone(context.zone).toFormat('yyyy-MM-dd');
  return membersOf(context.tx, group, today);
}

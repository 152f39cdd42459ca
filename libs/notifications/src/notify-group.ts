import type { Transaction } from '#database';
import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { type Notice, notifyPeople } from './notify-people.command.js';

/**
 * Logins of the people in a group (`leader`, `head:QLCN`, `unit:QLCN`, …) on a date `YYYY-MM-DD`. The directory knows;
 * the app hands its answer in.
 */
export type MembersOf = (tx: Transaction, group: string, onDate: string) => Promise<string[]>;

/** Tells everybody who is in the group today. Gives the logins that had not heard of the event before. */
export type NotifyGroup = (context: CommandContext, group: string, notice: Notice) => Promise<string[]>;

export function groupNotifier(membersOf: MembersOf): NotifyGroup {
  return async (context, group, notice) => {
    const logins = await membersToday(context, group, membersOf);
    if (logins.length === 0) context.log.warn({ code: 'notifications.empty-group', group, event: notice.event });
    return context.run(notifyPeople, { logins, notice });
  };
}

/** The members of a group on the office's date of this command. */
export function membersToday(context: CommandContext, group: string, membersOf: MembersOf): Promise<string[]> {
  return membersOf(context.tx, group, dateInZone(context.now, context.zone));
}

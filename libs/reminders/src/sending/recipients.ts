import type { CommandContext } from '#runtime';
import { dateInZone } from '#foundation';
import { NobodyToRemindError } from '../errors.js';
import type { MembersOf } from './reminder-tools.js';

/** Who holds an open task, or to whom it is offered. */
export interface HeldTask {
  readonly id: string;
  readonly assignee: string | null;
  /** Who has it, else to whom it is offered by name, of those who hold a post today: others read nothing any more. */
  readonly people: readonly string[];
  readonly candidateGroups: readonly string[];
}

export interface AddressedReminder {
  /** `assignee`, `head`, `leader`, `group:<name>` */
  readonly addressee: string;
  readonly unitCode: string | null;
  /** The open tasks that it is about: the one, or all of the case. */
  readonly tasks: readonly HeldTask[];
  /** Who answers for a case of which no task is open. */
  readonly candidateGroups: readonly string[];
}

export interface Recipients {
  readonly logins: readonly string[];
  /** The group that it climbs to, alone; none: it stays with whoever holds the tasks. */
  readonly groups: readonly string[];
}

/** Finds out who gets reminders. It asks for each group once: make one for each batch. */
export class RecipientFinder {
  private readonly known = new Map<string, Promise<readonly string[]>>();

  constructor(
    private readonly context: CommandContext,
    private readonly membersOf: MembersOf,
  ) {}

  /**
   * A reminder for `head` or `leader` goes on to the next rung where all who hold the tasks stand on that one themselves,
   * and where nobody does: the post is vacant, or the task is no unit's. One for somebody who has left goes to the head.
   * @throws NobodyToRemindError
   */
  async find(reminder: AddressedReminder): Promise<Recipients> {
    const holders = await this.holdersOf(reminder);
    if (reminder.addressee === 'assignee') {
      if (holders.length > 0) return { logins: holders, groups: [] };
      if (reminder.tasks.every(({ assignee }) => assignee === null)) throw new NobodyToRemindError(groupsOf(reminder));
    }
    const rungs = rungsFrom(reminder);
    for (const [index, group] of rungs.entries()) {
      const logins = await this.members(group);
      const holdThemselves = holders.length > 0 && holders.every((login) => logins.includes(login));
      if (logins.length > 0 && (!holdThemselves || index === rungs.length - 1)) return { logins, groups: [group] };
    }
    throw new NobodyToRemindError(rungs);
  }

  private async holdersOf(reminder: AddressedReminder): Promise<string[]> {
    const people = reminder.tasks.flatMap((task) => task.people);
    for (const group of groupsOf(reminder)) people.push(...(await this.members(group)));
    return [...new Set(people)];
  }

  private members(group: string): Promise<readonly string[]> {
    const { tx, now, zone } = this.context;
    let members = this.known.get(group);
    if (members === undefined) {
      members = this.membersOf(tx, group, dateInZone(now, zone));
      this.known.set(group, members);
      members.catch(() => this.known.delete(group));
    }
    return members;
  }
}

/** Groups to which tasks that nobody has taken are offered. */
function groupsOf({ tasks, candidateGroups }: AddressedReminder): string[] {
  const offered = tasks.filter(({ assignee }) => assignee === null).flatMap((task) => task.candidateGroups);
  return [...new Set(tasks.length === 0 ? candidateGroups : offered)];
}

/** The group that is named and those above it, lowest first. */
function rungsFrom({ addressee, unitCode }: AddressedReminder): string[] {
  if (addressee.startsWith('group:')) return [addressee.slice('group:'.length)];
  const head = addressee !== 'leader' && unitCode !== null ? [`head:${unitCode}`] : [];
  return [...head, 'leader'];
}

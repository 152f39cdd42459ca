import type { CalendarBook } from '#calendar';
import type { Transaction } from '#database';
import type { CommandContext, CommandExecutor } from '#runtime';

/** What a person is told. Texts are Vietnamese: office people read them. */
export interface ReminderNotice {
  readonly kind: 'reminder' | 'escalation' | 'deadline-change';
  readonly title: string;
  readonly body: string;
  /** Where it leads to; absent in a digest, which leads to several. */
  readonly instanceId?: string;
  readonly taskId?: string;
  /** Names the event: a person hears of one event once. */
  readonly event: string;
}

/** Tells one person, inside the caller's transaction; the app hands in the one of `notifications`. */
export type TellPerson = (context: CommandContext, login: string, notice: ReminderNotice) => Promise<unknown>;

/** Logins of the people in a group on a date `YYYY-MM-DD`; the app hands in the one of `directory`. */
export type MembersOf = (tx: Transaction, group: string, onDate: string) => Promise<readonly string[]>;

/** Lets open tasks climb to a group and gives those that were not there before; the app hands in the one of `worklist`. */
export type EscalateTasks = (context: CommandContext, taskIds: readonly string[], group: string) => Promise<readonly unknown[]>;

/** What sending reminders stands on. */
export interface ReminderTools {
  readonly executor: CommandExecutor;
  readonly calendars: CalendarBook;
  readonly membersOf: MembersOf;
  readonly tellPerson: TellPerson;
  readonly escalateTasks: EscalateTasks;
}

/** How often a reminder, or one person's notice of it, is tried before it stands as failed. */
export const MAX_ATTEMPTS = 5;
/** Between attempts, in working time: what fails in the evening is not given up before anybody can mend it. */
export const RETRY_AFTER = 'PT10M';
/** What comes for a person so soon after a notice waits until then, to come as one: steps of hours come at any minute. */
export const GATHER_SECONDS = 600;

import type { Caller } from '#audit';
import { planDueReminders, PLANNING_BATCH } from '../planning/plan-due-reminders.command.js';
import { addressReminders, ADDRESSING_BATCH } from './address-reminders.command.js';
import type { ReminderTools } from './reminder-tools.js';
import { tellPeople, TELLING_BATCH } from './tell-people.command.js';

/**
 * Sends all reminders whose time has come: plans them, finds out who gets them, tells the people. Each part is a number
 * of short transactions, so it may be broken off anywhere and done by several at once: what is sent is sent once.
 * @param goOn asked before each transaction
 */
export async function sendDueReminders(
  { executor, calendars, membersOf, escalateTasks, tellPerson }: ReminderTools,
  caller: Caller,
  goOn: () => boolean = () => true,
): Promise<void> {
  const inBatches = async (size: number, batch: () => Promise<number>) => {
    while (goOn() && (await batch()) >= size);
  };
  await inBatches(PLANNING_BATCH, () => executor.execute(planDueReminders, { calendars }, caller));
  await inBatches(ADDRESSING_BATCH, () => executor.execute(addressReminders, { calendars, membersOf, escalateTasks }, caller));
  await inBatches(TELLING_BATCH, () => executor.execute(tellPeople, { calendars, tellPerson }, caller));
}

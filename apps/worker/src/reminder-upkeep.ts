import type { Logger } from '#foundation';
import { type ReminderTools, sendDueReminders } from '#reminders';
import { PeriodicUpkeep } from '#runtime';

const REMINDER = { actor: 'system:reminders', requestId: 'reminders' };

const MINUTE_MS = 60_000;

/** Sends reminders while a worker runs, every minute. */
export function reminderUpkeep(tools: ReminderTools, logger: Logger): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: MINUTE_MS,
    run: (goOn) => sendDueReminders(tools, REMINDER, goOn),
    logger,
    failureCode: 'reminders.run-failed',
  });
}

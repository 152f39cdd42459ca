import type { Logger } from '#foundation';
import { announceChanges, type ReminderTools, sendDueReminders } from '#reminders';
import { PeriodicUpkeep } from '#runtime';

const REMINDER = { actor: 'system:reminders', requestId: 'reminders' };

const MINUTE_MS = 60_000;

/** Sends reminders, and news of deadlines that have changed, while a worker runs, every minute. */
export function reminderUpkeep(tools: ReminderTools, logger: Logger): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: MINUTE_MS,
    run: async (goOn) => {
      await sendDueReminders(tools, REMINDER, goOn);
      await announceChanges(tools, REMINDER, goOn);
    },
    logger,
    failureCode: 'reminders.run-failed',
  });
}

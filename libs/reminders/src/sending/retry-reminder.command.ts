import type { Command } from '#runtime';
import { NothingToRetryError, ReminderNotFoundError } from '../errors.js';
import { GIVEN_UP_RECIPIENT } from './given-up.js';

/**
 * Lets a reminder that was given up begin its attempts again: the whole of it, or for the people who could not be told. What
 * is closed or has moved since is dropped instead of sent, as always.
 * @throws ReminderNotFoundError, NothingToRetryError
 */
export const retryReminder: Command<{ readonly id: string }, void> = {
  name: 'reminders.retry-reminder',
  async run(context, { id }) {
    const [reminder] = await context.tx.query<{ status: string; failure: string | null }>(
      'select status, failure from reminder where id = $1 for update',
      [id],
    );
    if (reminder === undefined) throw new ReminderNotFoundError(id);
    const again = await context.tx.execute(
      `update reminder set status = 'planned', attempts = 0, try_at = $2 where id = $1 and status = 'failed'`,
      [id, context.now],
    );
    const recipients = await context.tx.query<{ login: string }>(
      `update reminder_recipient set attempts = 0, try_at = $2 where reminder_id = $1 and ${GIVEN_UP_RECIPIENT} returning login`,
      [id, context.now],
    );
    if (again === 0 && recipients.length === 0) throw new NothingToRetryError(id);
    const logins = recipients.map(({ login }) => login);
    context.audit({ subject: 'reminder', subjectId: id, detail: { failure: reminder.failure, recipients: logins } });
  },
};

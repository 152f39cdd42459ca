import type { Command } from '#runtime';
import { ReminderPolicyNotFoundError } from '../errors.js';
import { beginChange } from './keep-policy.js';
import { POLICY_COLUMNS, type ReminderPolicy } from './policy.js';

/** What was sent by the policy stays in the list of reminders, under its name. @throws ReminderPolicyNotFoundError */
export const deleteReminderPolicy: Command<{ readonly id: string }, void> = {
  name: 'reminders.delete-policy',
  async run(context, { id }) {
    await beginChange(context);
    const [old] = await context.tx.query<ReminderPolicy>(
      `delete from reminder_policy where id = $1 returning ${POLICY_COLUMNS}`,
      [id],
    );
    if (old === undefined) throw new ReminderPolicyNotFoundError(id);
    context.audit({ subject: 'reminder-policy', subjectId: id, detail: { old: { ...old }, new: null } });
  },
};

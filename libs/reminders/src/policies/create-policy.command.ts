import { newId } from '#foundation';
import type { Command } from '#runtime';
import { ReminderPolicyExistsError } from '../errors.js';
import { beginChange, columnValues, refuseUnknownNames, WRITTEN_COLUMNS } from './keep-policy.js';
import type { ReminderPolicyFields } from './policy.js';

/** @throws ReminderPolicyInvalidError, ReminderPolicyExistsError */
export const createReminderPolicy: Command<ReminderPolicyFields, { id: string }> = {
  name: 'reminders.create-policy',
  async run(context, policy) {
    await beginChange(context);
    await refuseUnknownNames(context, policy);
    const id = newId();
    const created = await context.tx.execute(
      `insert into reminder_policy (id, ${WRITTEN_COLUMNS})
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (name) do nothing`,
      [id, ...columnValues(context, policy)],
    );
    if (created === 0) throw new ReminderPolicyExistsError(policy.name);
    context.audit({ subject: 'reminder-policy', subjectId: id, detail: { old: null, new: { ...policy } } });
    return { id };
  },
};

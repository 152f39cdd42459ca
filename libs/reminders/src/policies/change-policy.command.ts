import type { Command } from '#runtime';
import { isDeepStrictEqual } from 'node:util';
import { ReminderPolicyExistsError, ReminderPolicyNotFoundError, ReminderPolicyStaleError } from '../errors.js';
import { beginChange, columnValues, refuseUnknownNames, WRITTEN_COLUMNS } from './keep-policy.js';
import { POLICY_COLUMNS, type ReminderPolicy, type ReminderPolicyFields } from './policy.js';

export interface ChangeReminderPolicyInput {
  readonly id: string;
  /** Of the policy that the caller looked at. */
  readonly changedAt: string;
  /** The whole of it, also what stays as it was. */
  readonly policy: ReminderPolicyFields;
}

/**
 * Puts a policy in the place of the one that bears the id. What was sent by it stays sent.
 * @throws ReminderPolicyNotFoundError, ReminderPolicyStaleError, ReminderPolicyInvalidError, ReminderPolicyExistsError
 */
export const changeReminderPolicy: Command<ChangeReminderPolicyInput, void> = {
  name: 'reminders.change-policy',
  async run(context, { id, changedAt: seen, policy }) {
    await beginChange(context);
    const [found] = await context.tx.query<ReminderPolicy>(`select ${POLICY_COLUMNS} from reminder_policy where id = $1`, [id]);
    if (found === undefined) throw new ReminderPolicyNotFoundError(id);
    const { id: _id, changedAt, changedBy, ...old } = found;
    if (isDeepStrictEqual(old, policy)) return context.nothingChanged();
    if (Date.parse(seen) !== Date.parse(changedAt)) throw new ReminderPolicyStaleError(id, changedBy);
    await refuseUnknownNames(context, policy);
    const namesakes = await context.tx.query('select from reminder_policy where name = $1 and id <> $2', [policy.name, id]);
    if (namesakes.length > 0) throw new ReminderPolicyExistsError(policy.name);
    await context.tx.execute(
      `update reminder_policy set (${WRITTEN_COLUMNS}) = ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) where id = $1`,
      [id, ...columnValues(context, policy)],
    );
    context.audit({ subject: 'reminder-policy', subjectId: id, detail: { old, new: { ...policy } } });
  },
};

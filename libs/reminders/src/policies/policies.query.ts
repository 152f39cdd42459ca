import type { Database, Transaction } from '#database';
import { ReminderPolicyNotFoundError } from '../errors.js';
import { POLICY_COLUMNS, type ReminderPolicy } from './policy.js';

/** Every policy, by name. An office has a handful. */
export function listReminderPolicies(source: Pick<Database | Transaction, 'query'>): Promise<ReminderPolicy[]> {
  return source.query<ReminderPolicy>(`select ${POLICY_COLUMNS} from reminder_policy order by name`);
}

/** @throws ReminderPolicyNotFoundError */
export async function getReminderPolicy(source: Pick<Database | Transaction, 'query'>, id: string): Promise<ReminderPolicy> {
  const [policy] = await source.query<ReminderPolicy>(`select ${POLICY_COLUMNS} from reminder_policy where id = $1`, [id]);
  if (policy === undefined) throw new ReminderPolicyNotFoundError(id);
  return policy;
}

import type { Transaction } from '#database';

/**
 * Locks a case until the transaction ends, so that no step is taken beside what is written about it. What stands beside a case is locked
 * behind it: the order of locks begins with the instance.
 * @returns whether the case goes on
 */
export async function lockCase(tx: Transaction, instanceId: string): Promise<boolean> {
  return (await tx.execute(`select from process_instance where id = $1 and status = 'active' for no key update`, [instanceId])) > 0;
}

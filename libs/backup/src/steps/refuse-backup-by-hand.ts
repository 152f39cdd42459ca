import type { CommandContext } from '#runtime';
import { BackupByHandError } from '../errors.js';

const PROCESS = 'backup-check';

/**
 * Operators set no variable in such a case: by them it says which backup was tried and what came of it.
 * @param names of the variables that an operator sets
 * @throws BackupByHandError
 */
export async function refuseBackupVariables({ tx }: CommandContext, instanceId: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const found = await tx.query(
    'select from process_instance i join process_definition d on d.id = i.definition_id where i.id = $1 and d.key = $2',
    [instanceId, PROCESS],
  );
  if (found.length > 0) throw new BackupByHandError(`Setting ${names.join(', ')}`);
}

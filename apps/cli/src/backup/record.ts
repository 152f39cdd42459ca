import { type BackupCheckTools, type CommandOutcome, type Manifest, recordCommand } from '#backup';
import { readSchemaState } from '#database';
import { newId } from '#foundation';
import { userInfo } from 'node:os';
import { withOffice } from '../with-office.js';

type Done = Pick<CommandOutcome, 'folder' | 'manifest'>;

/** Nothing was done: somebody else is at a backup, or the name is none. */
const UNRECORDED = new Set(['backup.busy', 'backup.not-found']);

/**
 * Makes or tries a backup and writes into the record what came of it, and who of this machine has said so. The record is that of the
 * office: where it cannot be written, that is told on standard error, and what came of the backup stands.
 * @param about the backup, as far as it is known before
 */
export async function recorded<T extends { readonly name: string; readonly manifest: Manifest }>(
  { tools, command, about }: { readonly tools: BackupCheckTools; readonly command: CommandOutcome['command']; readonly about?: () => Promise<Done> },
  work: () => Promise<T>,
): Promise<T> {
  const began = performance.now();
  const keep = (outcome: Done & Pick<CommandOutcome, 'reason' | 'lost'>) =>
    write(tools, { command, by: machineUser(), took: Math.round(performance.now() - began), ...outcome });
  try {
    const done = await work();
    await keep({ folder: done.name, manifest: done.manifest });
    return done;
  } catch (error) {
    const { code, message, lost } = error as Error & { code?: string; lost?: { key: string }[] };
    if (!UNRECORDED.has(String(code))) await keep({ ...(await about?.()), reason: message, lost: lost?.map(({ key }) => key) });
    throw error;
  }
}

/** The user whose shell it is; one whom the machine has no name for, as in a container, by his number. */
export function machineUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}

/** A database of another release is left as it is: who makes a backup before an update has not asked for the update. */
async function write({ database }: BackupCheckTools, outcome: CommandOutcome): Promise<void> {
  try {
    const { missing } = await readSchemaState(database);
    if (missing.length > 0) throw new Error('its schema is that of an earlier release');
    await withOffice(({ executor }) => executor.execute(recordCommand, outcome, { actor: 'system:cli', requestId: newId() }));
  } catch (error) {
    process.stderr.write(`Not in the record of the office: ${(error as Error).message}.\n`);
  }
}

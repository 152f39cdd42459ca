import { isOutage } from '#database';
import { StorageUnavailableError } from '#files';
import type { Logger } from '#foundation';
import { type CommandContext, type JobContext, jobVariablesReader } from '#runtime';
import type { BackupProgress, BackupTools } from '../create-backup.js';
import { BackupBusyError, BadBackupVariablesError } from '../errors.js';

export interface BackupCheckTools extends BackupTools {
  /** How many of the latest backups stay. */
  readonly keep: number;
  readonly logger: Logger;
}

/** @throws BadBackupVariablesError naming every variable that is missing or odd */
export const readVariables = jobVariablesReader(BadBackupVariablesError);

/**
 * Whether the same may go well in a moment: the database or the storage is away, or somebody else makes a backup. All else is
 * told to people at once.
 */
export function maySucceedLater(error: unknown, { signal }: JobContext): boolean {
  return signal.aborted || isOutage(error) || error instanceof StorageUnavailableError || error instanceof BackupBusyError;
}

/** Writes the failure into the record. @returns what the case goes on with */
export async function recordFailure({ tx }: CommandContext, backupId: string, reason: string): Promise<{ backupOutcome: 'failed'; backupReason: string }> {
  await tx.execute(`update backup_run set status = 'failed', verified_at = null, reason = $2, attempts = attempts + 1 where id = $1`, [backupId, reason]);
  return { backupOutcome: 'failed', backupReason: reason };
}

/** How often a long step says how far it is. */
const PROGRESS_MS = 10_000;

/** A line of the log now and then. */
export function progressLog({ log, instanceId }: JobContext): (progress: BackupProgress) => void {
  let next = performance.now() + PROGRESS_MS;
  return (progress) => {
    if (performance.now() < next) return;
    next = performance.now() + PROGRESS_MS;
    log.info({ code: 'backup.progress', instanceId, ...progress });
  };
}

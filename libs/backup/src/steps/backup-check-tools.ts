import { isOutage } from '#database';
import { StorageUnavailableError } from '#files';
import type { JsonObject, Logger } from '#foundation';
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

/** What a case goes on with after a failure. */
interface Failure {
  readonly backupOutcome: 'failed';
  readonly backupReason: string;
  /** How many uploads somebody must find again, or accept as lost. */
  readonly backupLost: number;
}

/**
 * Writes the failure into the record.
 * @param lost keys of uploads that the file storage had lost
 */
export async function recordFailure({ tx }: CommandContext, backupId: string, reason: string, lost: readonly string[] = []): Promise<Failure & JsonObject> {
  await tx.execute(`update backup_run set status = 'failed', verified_at = null, reason = $2, lost = $3, attempts = attempts + 1 where id = $1`, [backupId, reason, lost]);
  return { backupOutcome: 'failed', backupReason: reason, backupLost: lost.length };
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

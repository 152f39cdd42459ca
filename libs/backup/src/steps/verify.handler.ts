import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { pruneBackups } from '../keeping/prune-backups.js';
import { verifyBackup } from '../restoring/restore-backup.js';
import { type BackupCheckTools, maySucceedLater, progressLog, readVariables, recordFailure } from './backup-check-tools.js';

const variablesSchema = z.object({ backupId: z.uuid(), backupName: z.string().min(1) });

/**
 * Topic `backup.verify`: tries the backup in a database that is thrown away; where it passes, backups beyond the retention go.
 * Output: backupOutcome (`verified`, or `failed`), backupReason.
 */
export function verifyHandler(tools: () => BackupCheckTools): JobHandler {
  return {
    topic: 'backup.verify',
    async handle(job) {
      const { backupId, backupName } = readVariables(variablesSchema, job);
      const began = performance.now();
      try {
        const { logger } = tools();
        await verifyBackup(tools(), backupName, { logger, signal: job.signal, onProgress: progressLog(job) });
      } catch (error) {
        if (maySucceedLater(error, job)) throw error;
        const reason = (error as Error).message;
        job.log.error({ code: 'backup.verification-failed', instanceId: job.instanceId, backup: backupName, reason });
        return { commit: (context) => recordFailure(context, backupId, reason) };
      }
      const took = Math.round(performance.now() - began);
      // The backup stands, whatever becomes of older ones.
      await pruneBackups(tools(), tools()).catch((error: Error) => job.log.warn({ code: 'backup.not-pruned', error: error.message }));
      return {
        async commit({ tx, now }) {
          await tx.execute(
            `update backup_run set status = 'verified', reason = null, verified_at = $2, verify_ms = $3 where id = $1 and folder = $4`,
            [backupId, now, took, backupName],
          );
          return { backupOutcome: 'verified', backupReason: null };
        },
      };
    },
  };
}

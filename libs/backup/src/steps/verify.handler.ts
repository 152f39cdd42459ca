import type { Database } from '#database';
import type { JobContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { forgetAcceptedLosses } from '../keeping/accepted-losses.js';
import { pruneBackups } from '../keeping/prune-backups.js';
import { UploadsLostError } from '../errors.js';
import type { Manifest } from '../manifest.js';
import { verifyBackup } from '../restoring/verify-backup.js';
import { type BackupCheckTools, maySucceedLater, progressLog, readVariables, recordFailure } from './backup-check-tools.js';

const variablesSchema = z.object({ backupId: z.uuid(), backupName: z.string().min(1) });

/**
 * Topic `backup.verify`: tries the backup in a database that is thrown away; backups beyond the retention go.
 * Output: backupOutcome (`verified`, or `failed`), backupReason.
 */
export function verifyHandler(tools: () => BackupCheckTools): JobHandler {
  return {
    topic: 'backup.verify',
    async handle(job) {
      const { backupId, backupName } = readVariables(variablesSchema, job);
      const began = performance.now();
      let manifest: Manifest;
      try {
        const { logger } = tools();
        const acceptedLosses = await acceptedLossesOf(tools().database, backupId);
        manifest = await verifyBackup(tools(), backupName, { logger, signal: job.signal, onProgress: progressLog(job), acceptedLosses });
      } catch (error) {
        if (maySucceedLater(error, job)) throw error;
        const reason = (error as Error).message;
        job.log.error({ code: 'backup.verification-failed', instanceId: job.instanceId, backup: backupName, reason });
        const lost = error instanceof UploadsLostError ? error.lost.map(({ key }) => key) : [];
        await prune(tools(), job);
        return { commit: (context) => recordFailure(context, backupId, reason, lost) };
      }
      const took = Math.round(performance.now() - began);
      await prune(tools(), job);
      return {
        async commit({ tx, now }) {
          await tx.execute(
            `update backup_run set status = 'verified', reason = null, verified_at = $2, verify_ms = $3 where id = $1 and folder = $4`,
            [backupId, now, took, backupName],
          );
          await forgetAcceptedLosses({ tx }, thereAgain(manifest));
          return { backupOutcome: 'verified', backupReason: null };
        },
      };
    },
  };
}

function thereAgain({ files, absent, spoilt }: Manifest): string[] {
  const gone = new Set([...absent, ...spoilt]);
  return files.map(({ key }) => key).filter((key) => !gone.has(key));
}

/** What comes of this backup stands, whatever becomes of older ones. */
async function prune(tools: BackupCheckTools, job: JobContext): Promise<void> {
  await pruneBackups(tools, tools).catch((error: Error) => job.log.warn({ code: 'backup.not-pruned', error: error.message }));
}

async function acceptedLossesOf(database: Database, backupId: string): Promise<string[]> {
  const [run] = await database.query<{ accepted: string[] }>('select lost_accepted as accepted from backup_run where id = $1', [backupId]);
  return run?.accepted ?? [];
}

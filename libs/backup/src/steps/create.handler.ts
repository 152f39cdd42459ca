import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { createBackup } from '../create-backup.js';
import { sizeOf } from '../manifest.js';
import { type BackupCheckTools, maySucceedLater, progressLog, readVariables, recordFailure } from './backup-check-tools.js';

const variablesSchema = z.object({ backupId: z.uuid() });

/**
 * Topic `backup.create`: makes a backup; run twice for one job, it gives the same one. Output: backupOutcome (`made`, or `failed`
 * where only people can help, such as with a full disk), backupName, backupReason, backupSizeText.
 */
export function createHandler(tools: () => BackupCheckTools): JobHandler {
  return {
    topic: 'backup.create',
    async handle(job) {
      const { backupId } = readVariables(variablesSchema, job);
      const began = performance.now();
      try {
        const { name, manifest } = await createBackup(tools(), { runId: job.jobId, signal: job.signal, onProgress: progressLog(job) });
        const { tables, rows, files, bytes } = sizeOf(manifest);
        const took = Math.round(performance.now() - began);
        return {
          async commit({ tx }) {
            await tx.execute(
              `update backup_run set status = 'made', verified_at = null, reason = null, folder = $2, made_at = $3, tables = $4, rows = $5,
                 files = $6, bytes = $7, sealed = $8, create_ms = $9, verify_ms = null where id = $1`,
              [backupId, name, manifest.madeAt, tables, rows, files, bytes, manifest.key !== null, took],
            );
            const backupSizeText = `${tables} bảng, ${rows} dòng, ${files} tệp, ${(bytes / 1e6).toFixed(1)} MB`;
            return { backupOutcome: 'made', backupName: name, backupReason: null, backupSizeText };
          },
        };
      } catch (error) {
        if (maySucceedLater(error, job)) throw error;
        const reason = (error as Error).message;
        job.log.error({ code: 'backup.failed', instanceId: job.instanceId, reason });
        return { commit: (context) => recordFailure(context, backupId, reason) };
      }
    },
  };
}

import { type JobHandler, PermanentFailure } from '#runtime';
import { z } from 'zod';
import { readVariables } from './backup-check-tools.js';

const variablesSchema = z.object({ backupId: z.uuid() });

/**
 * Topic `backup.record-carried`: lets the case end where the record says who carried the copy and where, which is written where the
 * task is completed (`recordBackupStep`) and by nothing else.
 */
export const recordCarriedHandler = endHandler('backup.record-carried', 'carried_at is not null', 'Task_Carry');

/** Topic `backup.record-stopped`: the same where IT has given this run up; the next night tries anew. */
export const recordStoppedHandler = endHandler('backup.record-stopped', `status = 'failed' and ended_at is not null`, 'Task_Mend');

function endHandler(topic: string, holds: string, task: string): JobHandler {
  return {
    topic,
    async handle(job) {
      const { backupId } = readVariables(variablesSchema, job);
      return {
        async commit({ tx }) {
          const found = await tx.query(`select from backup_run where id = $1 and ${holds}`, [backupId]);
          if (found.length === 0) throw new PermanentFailure(`Nobody has completed ${task} for the run ${backupId}: lead its case back to that task.`);
        },
      };
    },
  };
}

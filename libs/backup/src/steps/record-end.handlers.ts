import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { BackupNotVerifiedError } from '../errors.js';
import { readVariables } from './backup-check-tools.js';

const carriedSchema = z.object({ backupId: z.uuid(), carriedTo: z.string().trim().min(1).max(500), carriedBy: z.string().min(1) });

/** Topic `backup.record-carried`: where a copy was carried, and by whom. @throws BackupNotVerifiedError whatever the variables say */
export const recordCarriedHandler: JobHandler = {
  topic: 'backup.record-carried',
  async handle(job) {
    const { backupId, carriedTo, carriedBy } = readVariables(carriedSchema, job);
    return {
      async commit({ tx, now }) {
        const changed = await tx.execute(
          `update backup_run set carried_to = $2, carried_by = $3, carried_at = $4, ended_at = $4 where id = $1 and status = 'verified'`,
          [backupId, carriedTo, carriedBy, now],
        );
        if (changed === 0) throw new BackupNotVerifiedError(backupId);
      },
    };
  },
};

const stoppedSchema = z.object({ backupId: z.uuid(), stopReason: z.string().trim().min(1).max(2000) });

/** Topic `backup.record-stopped`: IT gives this run up, with its reason; the next night tries anew. */
export const recordStoppedHandler: JobHandler = {
  topic: 'backup.record-stopped',
  async handle(job) {
    const { backupId, stopReason } = readVariables(stoppedSchema, job);
    return {
      async commit({ tx, now }) {
        await tx.execute(
          `update backup_run set status = 'failed', verified_at = null, ended_at = $2, reason = concat_ws(' – ', reason, $3::text)
           where id = $1 and carried_at is null`,
          [backupId, now, stopReason],
        );
      },
    };
  },
};

import { newId } from '#foundation';
import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { readVariables } from './backup-check-tools.js';

const variablesSchema = z.object({
  /** How long after the last one the next backup is due, as an ISO 8601 duration. */
  period: z.iso.duration(),
});

/** Of those who ask at once, one begins; an arbitrary constant. */
const BEGIN_LOCK = 7_201_362;

/**
 * Topic `backup.begin-run`: looks whether a backup is due, by days and not by hours, so that nights do not drift: none has been
 * verified for so long, and no other case is at it; one that only waits for its copy to be carried holds up none. Output: backupDue, backupId.
 */
export const beginRunHandler: JobHandler = {
  topic: 'backup.begin-run',
  async handle(job) {
    const { period } = readVariables(variablesSchema, job);
    return {
      async commit({ tx, now, zone }) {
        await tx.query(`select pg_advisory_xact_lock(${BEGIN_LOCK})`);
        const [found] = await tx.query<{ due: boolean }>(
          `select not exists (
             select from backup_run where status = 'verified' and command is null
               and (started_at at time zone $2)::date + $3::interval > ($1::timestamptz at time zone $2)::date
           ) and not exists (
             select from backup_run r join process_instance i on i.id = r.instance_id
             where r.ended_at is null and r.status <> 'verified' and i.status = 'active' and r.instance_id <> $4
           ) as due`,
          [now, zone, period, job.instanceId],
        );
        if (!found!.due) return { backupDue: false, backupId: null };
        const backupId = newId();
        await tx.execute('insert into backup_run (id, instance_id, started_at) values ($1, $2, $3)', [backupId, job.instanceId, now]);
        return { backupDue: true, backupId };
      },
    };
  },
};

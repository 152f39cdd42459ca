import type { Command } from '../executor/command.js';
import { isFreeForWorker } from '../jobs/free-jobs.js';

/** Whose job it is, locked: nobody resumes it meanwhile and misses the job. */
const LOCK_INSTANCE = `
  select 1 from process_instance i join job j on j.instance_id = i.id
  where j.id = $1 and j.kind <> 'message' and i.suspended_at is not null for no key update of i`;
const LOCK_DEFINITION = `
  select 1 from process_definition d join job j on j.definition_id = d.id
  where j.id = $1 and d.suspended_at is not null for share of d`;

/**
 * Lays a due job of what operators hold aside until they let it go on. Does nothing where they have done so by now; tells
 * whether they hold it still.
 */
export const layJobAside: Command<{ readonly jobId: string }, boolean> = {
  name: 'runtime.lay-job-aside',
  audited: false,

  async run({ tx }, { jobId }) {
    const [instances, definitions] = await Promise.all([tx.query(LOCK_INSTANCE, [jobId]), tx.query(LOCK_DEFINITION, [jobId])]);
    if (instances.length + definitions.length === 0) return false;
    await tx.execute(
      `update job j set status = 'suspended', lease_owner = null, lease_until = null
       where id = $1 and ${isFreeForWorker('j', 'business_now()')}`,
      [jobId],
    );
    return true;
  },
};

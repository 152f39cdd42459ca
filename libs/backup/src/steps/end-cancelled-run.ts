import type { CommandContext } from '#runtime';

/**
 * Ends the record of a case that an operator has ended: a backup that had passed its trial stays one, everything else counts as
 * failed with his reason. Says nothing of a case that goes on.
 */
export async function endCancelledRun(
  { tx, now, audit }: CommandContext,
  { instanceId, reason }: { readonly instanceId: string; readonly reason: string },
): Promise<void> {
  const ended = await tx.query<{ id: string; status: string }>(
    `update backup_run r set ended_at = $2, status = case r.status when 'verified' then r.status else 'failed' end,
       reason = case r.status when 'verified' then null else concat_ws(' – ', r.reason, $3::text) end
     from process_instance i where i.id = r.instance_id and r.instance_id = $1 and r.ended_at is null and i.status <> 'active'
     returning r.id, r.status`,
    [instanceId, now, reason],
  );
  for (const { id, status } of ended) audit({ subject: 'backup-run', subjectId: id, detail: { step: 'cancelled', status } });
}

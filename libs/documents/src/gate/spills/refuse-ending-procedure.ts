import type { CommandContext } from '#runtime';
import { SpillNotOverError } from '../errors.js';

/** Refuses to take the case of a spill away from under it. @throws SpillNotOverError */
export async function refuseEndingProcedure({ tx }: CommandContext, instanceId: string): Promise<void> {
  const [spill] = await tx.query<{ id: string }>(
    `select id from secret_spill where instance_id = $1 and status not in ('closed', 'false-alarm')`,
    [instanceId],
  );
  if (spill !== undefined) throw new SpillNotOverError(instanceId, spill.id);
}

import type { CommandContext } from '#runtime';
import { SpillNotOverError, SpillProcedureByHandError } from '../errors.js';

/** Refuses to take the case of a spill away from under it. @throws SpillNotOverError */
export async function refuseEndingProcedure({ tx }: CommandContext, instanceId: string): Promise<void> {
  const [spill] = await tx.query<{ id: string }>(
    `select id from secret_spill where instance_id = $1 and status not in ('closed', 'false-alarm')`,
    [instanceId],
  );
  if (spill !== undefined) throw new SpillNotOverError(instanceId, spill.id);
}

/** The process by which spills are dealt with. */
export const SPILL_PROCEDURE = 'secret-spill';

/** Refuses to begin the procedure of no spill, or to keep that of the next one from beginning. @throws SpillProcedureByHandError */
export function refuseProcedureByHand(processKey: string): void {
  if (processKey === SPILL_PROCEDURE) throw new SpillProcedureByHandError(processKey);
}

import type { CommandContext } from '../executor/command.js';
import { OfferNotFoundError } from '../errors.js';
import { type LockedInstance, lockInstance } from '../instances/instance.js';

/** An ad-hoc sub-process that runs, with its instance locked. */
export interface LockedOffer {
  readonly instance: LockedInstance;
  /** BPMN id of the sub-process. */
  readonly element: string;
  readonly activities: readonly string[];
}

/** @throws InstanceNotFoundError, OfferNotFoundError */
export async function lockOffer(context: CommandContext, instanceId: string, key: number): Promise<LockedOffer> {
  const instance = await lockInstance(context, instanceId);
  const [offer] = await context.tx.query<Omit<LockedOffer, 'instance'>>(
    'select element_id as element, activities from activity_offer where instance_id = $1 and activity_key = $2',
    [instanceId, key],
  );
  if (offer === undefined) {
    throw new OfferNotFoundError(`Instance ${instanceId} has no running ad-hoc sub-process ${key}; list its offers anew.`);
  }
  return { instance, ...offer };
}

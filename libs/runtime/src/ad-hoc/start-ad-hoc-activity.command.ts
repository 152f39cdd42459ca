import type { JsonObject } from '#foundation';
import type { Command } from '../executor/command.js';
import { OfferNotFoundError } from '../errors.js';
import { advanceInstance } from '../instances/advance-instance.js';
import { lockOffer } from './lock-offer.js';

export interface StartAdHocActivityInput {
  readonly instanceId: string;
  /** Of the ad-hoc sub-process, as {@link listOffers} gives it. */
  readonly key: number;
  /** BPMN id of one of the activities that it offers. */
  readonly activity: string;
  /** Seen by the activity and what follows it. */
  readonly variables?: JsonObject;
}

/**
 * Chooses an activity of an ad-hoc sub-process (BPMN 2.0.2 §13.3.5); it may be chosen again.
 * @throws InstanceNotFoundError, OfferNotFoundError
 */
export const startAdHocActivity: Command<StartAdHocActivityInput, void> = {
  name: 'runtime.start-ad-hoc-activity',

  async run(context, { instanceId, key, activity, variables }) {
    const { instance, activities } = await lockOffer(context, instanceId, key);
    if (!activities.includes(activity)) {
      throw new OfferNotFoundError(`Activity "${activity}" is not on offer there; one of ${activities.join(', ')} is.`);
    }
    await advanceInstance(context, instance, { type: 'startActivity', key, element: activity, variables });
    context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { activity } });
  },
};

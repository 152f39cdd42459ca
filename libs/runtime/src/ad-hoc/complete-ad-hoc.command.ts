import type { Command } from '../executor/command.js';
import { advanceInstance } from '../instances/advance-instance.js';
import { lockOffer } from './lock-offer.js';

export interface CompleteAdHocInput {
  readonly instanceId: string;
  /** Of the ad-hoc sub-process, as {@link listOffers} gives it. */
  readonly key: number;
}

/**
 * Says that an ad-hoc sub-process is done, whatever its completion condition says.
 * @throws InstanceNotFoundError, OfferNotFoundError
 */
export const completeAdHoc: Command<CompleteAdHocInput, void> = {
  name: 'runtime.complete-ad-hoc',

  async run(context, { instanceId, key }) {
    const { instance, element } = await lockOffer(context, instanceId, key);
    await advanceInstance(context, instance, { type: 'completeAdHoc', key });
    context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { completed: element } });
  },
};

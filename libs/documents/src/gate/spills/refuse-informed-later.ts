import { dateInZone, type JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { SenderNotInformedError } from '../errors.js';

/** A task that is about to be completed, as far as this rule looks at it. */
interface Completion {
  /** What the task sees of the case. */
  readonly variables: JsonObject;
  /** What was filled in. */
  readonly values: JsonObject;
}

/**
 * Refuses to record, in the procedure for spilt secrets, that the sender was told on a day that is yet to come: the record is
 * what the assessment stands on (148/QĐ-SCT §12.7). @throws SenderNotInformedError
 */
export function refuseInformedLater({ now, zone }: CommandContext, { variables, values: { informedOn } }: Completion): void {
  const today = dateInZone(now, zone);
  if (variables['spillId'] === undefined || typeof informedOn !== 'string' || informedOn <= today) return;
  const what = `${informedOn} lies after today, ${today}`;
  throw new SenderNotInformedError([{ where: 'informedOn', code: 'informed-in-future', what, mend: 'Give the day on which it was done.' }]);
}

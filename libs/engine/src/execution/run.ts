import { reconsiderConditions } from './conditions.js';
import { releaseInclusiveJoins } from './inclusive-joins.js';
import type { Step } from './step.js';

/** Performs everything on the agenda until each token waits for something outside. */
export function runToRest(step: Step): void {
  do {
    do reconsiderConditions(step);
    while (step.performNext());
    // What a join may still wait for is known only now, when nothing moves any more.
  } while (releaseInclusiveJoins(step));
}

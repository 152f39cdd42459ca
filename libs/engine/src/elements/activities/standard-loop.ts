import type { StandardLoop } from '#bpmn';
import { toNumber } from '#expressions';
import { UnsupportedElementError, UnusableAttributeError } from '../../errors.js';
import type { Activity } from '../../execution/activity.js';
import { beginRun } from '../../execution/begin.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { holds, readOptional } from '../../execution/evaluation.js';
import type { Step, Work } from '../../execution/step.js';
import { declareVariables, variablesSeenBy } from '../../execution/variables.js';

/**
 * Standard loop of any activity (BPMN 2.0.2 §10.3.8, §13.3.6): it runs again and again *while* the condition holds,
 * `loopMaximum` times at most. With `testBefore` the condition is asked before the first run too, which may then be
 * skipped.
 *
 * The body stands where the activity stands in the flow: boundary events are attached to it, and it holds
 * `loopCounter`, the number of runs that have completed (so the first run sees 0).
 */
export const standardLoopBody: Behaviour = {
  enter(step, body) {
    const { maximum } = loopOf(body);
    const total = readOptional(step, body, 'loopMaximum', maximum, toNumber);
    if (total !== undefined && (!Number.isInteger(total) || total < 0)) {
      throw new UnusableAttributeError(body.element.id, 'loopMaximum', `It must be a whole number, not ${total}.`);
    }
    body.loop = { completed: 0, ...(total !== undefined && { total }) };
    declareVariables(step, body, { loopCounter: 0 });
    if (total === 0 || (loopOf(body).testBefore && !goesOn(step, body, body))) complete(step, body);
    else step.schedule(new NextRun(body));
  },

  childCompleted(step, body, run) {
    const completed = (body.loop?.completed ?? 0) + 1;
    body.loop = { ...body.loop, completed };
    declareVariables(step, body, { loopCounter: completed });
    if (completed !== body.loop.total && goesOn(step, body, run)) step.schedule(new NextRun(body));
    else complete(step, body);
  },
};

class NextRun implements Work {
  constructor(readonly owner: Activity) {}

  perform(step: Step): void {
    beginRun(step, this.owner);
  }
}

/** The condition sees the run that has just completed; without a condition only the maximum ends the loop. */
function goesOn(step: Step, body: Activity, seenBy: Activity): boolean {
  const { condition } = loopOf(body);
  if (condition === undefined) return true;
  return holds(step, body, { name: 'loopCondition', text: condition }, variablesSeenBy(seenBy));
}

function loopOf({ element }: Activity): StandardLoop {
  const loop = 'standardLoop' in element ? element.standardLoop : undefined;
  if (!loop) throw new UnsupportedElementError(element.id, 'an activity without loop characteristics');
  return loop;
}

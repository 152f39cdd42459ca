import { CONTINUE_TOPIC } from '../effect.js';
import type { Activity } from '../execution/activity.js';
import { enter } from '../execution/begin.js';
import type { Behaviour } from '../execution/behaviour.js';
import { failWith } from '../execution/bpmn-errors.js';
import { fail, passOn } from '../execution/complete.js';
import { openJob, topics } from '../execution/continuations.js';
import { scheduleJob } from '../execution/implementations.js';
import { plannedFlow } from '../execution/plan.js';
import type { Step } from '../execution/step.js';
import { arrive } from '../execution/tokens.js';
import { writeVariables } from '../execution/variables.js';
import type { Continuation } from '../state.js';

/**
 * The jobs that stand between a token and an element: `camunda:asyncBefore`, `camunda:asyncAfter` and listeners. Each
 * is a small instance inside the element's own (on a flow: inside its scope), open until its job is done. They run one
 * after the other; what a listener brings back becomes variables, and its BPMN error is an error of the element.
 */
export const continuation: Behaviour = {
  enter: (step, job) => scheduleJob(step, job, topicOf(step, job)),
  withdraw(step, { key }) {
    step.emit({ type: 'cancelJob', key });
  },
  on: {
    completeJob(step, job, { output = {} }) {
      const { parent, continuation: done, planned } = job;
      if (!parent || !done) return;
      writeVariables(step, parent, output);
      step.remove(job);
      parent.tokens -= 1;
      const next = { ...done, index: done.index + 1 };
      if (!openJob(step, parent, planned, next)) proceed(step, parent, next);
    },
    failJob(step, job, { errorCode: code, errorMessage: message }) {
      failWith(step, job, { code, ...(message !== undefined && { message }) }, () => {
        fail(step, job);
        // Its element is not open, or not any more, so nothing of that may be withdrawn either.
        if (job.parent?.parent && job.continuation?.at !== 'take') fail(step, job.parent);
      });
    },
  },
};

function topicOf(step: Step, { parent, continuation: place }: Activity): string {
  const topic = parent && place && topics(step, parent, place)[place.index];
  return topic ?? CONTINUE_TOPIC;
}

function proceed(step: Step, parent: Activity, done: Continuation): void {
  switch (done.at) {
    case 'before':
      enter(step, parent);
      break;
    case 'after':
      passOn(
        step,
        parent,
        done.flows?.map((id) => plannedFlow(step.plan, id)),
      );
      break;
    case 'take':
      parent.tokens += 1;
      arrive(step, parent, plannedFlow(step.plan, done.flow));
  }
}

import { CONTINUE_TOPIC } from '../effect.js';
import { UnknownElementError } from '../errors.js';
import type { Continuation } from '../state.js';
import type { Activity } from './activity.js';
import { enter } from './begin.js';
import type { Behaviour } from './behaviour.js';
import { failWith } from './bpmn-errors.js';
import { fail, passOn } from './complete.js';
import type { PlannedFlow, PlannedNode } from './plan.js';
import type { Step } from './step.js';
import { arrive } from './tokens.js';
import { writeVariables } from './variables.js';

/**
 * The jobs that stand between a token and an element: `camunda:asyncBefore`, `camunda:asyncAfter` and listeners. Each
 * is a small instance inside the element's own (on a flow: inside its scope), open until its job is done. They run one
 * after the other; what a listener brings back becomes variables, and its BPMN error is an error of the element.
 */
export const continuationBehaviour: Behaviour = {
  enter(step, job) {
    const { retryTimeCycle, id } = job.element;
    const topic = topicsAround(step, job)[job.continuation?.index ?? 0] ?? CONTINUE_TOPIC;
    step.emit({
      type: 'scheduleJob',
      key: job.key,
      element: id,
      topic,
      ...(retryTimeCycle !== undefined && { retryTimeCycle }),
    });
  },
  withdraw(step, { key }) {
    step.emit({ type: 'cancelJob', key });
  },
  on: {
    completeJob(step, job, { output = {} }) {
      const { parent, continuation, planned } = job;
      if (!parent || !continuation) return;
      writeVariables(step, parent, output);
      step.remove(job);
      parent.tokens -= 1;
      const next = { ...continuation, index: continuation.index + 1 };
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

/** Opens the first job before an element is entered; false where there is none, and nothing has happened then. */
export function waitBefore(step: Step, activity: Activity): boolean {
  return openJob(step, activity, activity.planned, { at: 'before', index: 0 });
}

/** As {@link waitBefore} for the jobs after an element. @param flows those that its token takes, where decided. */
export function waitAfter(step: Step, activity: Activity, flows?: readonly PlannedFlow[]): boolean {
  return openJob(step, activity, activity.planned, {
    at: 'after',
    index: 0,
    ...(flows && { flows: flows.map(({ flow }) => flow.id) }),
  });
}

/** Opens the first of the listeners of a flow, for a token that its scope counts already. */
export function waitOnFlow(step: Step, scope: Activity, { flow, target }: PlannedFlow): void {
  scope.tokens -= 1;
  openJob(step, scope, target, { at: 'take', index: 0, flow: flow.id });
}

function openJob(step: Step, parent: Activity, planned: PlannedNode, continuation: Continuation): boolean {
  if (continuation.index >= topics(step, parent, continuation).length) return false;
  const job = step.create(planned, continuationBehaviour, parent);
  job.continuation = continuation;
  parent.tokens += 1;
  continuationBehaviour.enter(step, job);
  return true;
}

function proceed(step: Step, parent: Activity, continuation: Continuation): void {
  switch (continuation.at) {
    case 'before':
      enter(step, parent);
      break;
    case 'after':
      passOn(step, parent, continuation.flows?.map((id) => flowOf(step, id)));
      break;
    case 'take':
      parent.tokens += 1;
      arrive(step, parent, flowOf(step, continuation.flow));
  }
}

function topicsAround(step: Step, { parent, continuation }: Activity): readonly string[] {
  return parent && continuation ? topics(step, parent, continuation) : [];
}

function topics(step: Step, parent: Activity, continuation: Continuation): readonly string[] {
  if (continuation.at === 'take') return flowOf(step, continuation.flow).listeners;
  const { jobs, runJobs } = parent.planned;
  return (parent.isLoopRun ? runJobs : jobs)[continuation.at];
}

function flowOf(step: Step, id: string): PlannedFlow {
  const flow = step.plan.flows.get(id);
  if (!flow) throw new UnknownElementError(id);
  return flow;
}

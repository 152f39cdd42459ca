import type { Continuation } from '../state.js';
import type { Activity } from './activity.js';
import { type PlannedFlow, plannedFlow, type PlannedNode } from './plan.js';
import type { Step } from './step.js';

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

/** Opens one of the jobs around an element as an instance inside `parent`; false where there is no such job. */
export function openJob(step: Step, parent: Activity, planned: PlannedNode, continuation: Continuation): boolean {
  if (continuation.index >= topics(step, parent, continuation).length) return false;
  const job = step.create(planned, step.plan.continuation, parent);
  job.continuation = continuation;
  parent.tokens += 1;
  job.behaviour.enter(step, job);
  return true;
}

/** Topics of the jobs of one place around an element, in the order in which they run. */
export function topics(step: Step, parent: Activity, continuation: Continuation): readonly string[] {
  if (continuation.at === 'take') return plannedFlow(step.plan, continuation.flow).listeners;
  const { jobs, runJobs } = parent.planned;
  return (parent.isLoopRun ? runJobs : jobs)[continuation.at];
}

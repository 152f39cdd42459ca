import type { EventNode } from '#bpmn';
import type { CompensableActivity } from '../state.js';
import type { Activity } from './activity.js';
import { beginEventSubProcess } from './armed-events.js';
import { begin } from './begin.js';
import type { PlannedNode } from './plan.js';
import type { Step } from './step.js';

/**
 * An activity has completed: if something can undo it, its scope remembers that, in order of completion. A sub-process
 * without a handler of its own is remembered with what has completed inside. The runs of a loop are remembered one by
 * one, first by its body. Called as the activity ends.
 */
export function rememberCompensable(step: Step, activity: Activity): void {
  const { parent, element, planned } = activity;
  if (!parent || !planned.scope || !step.plan.undone.has(planned.scope)) return;
  if ('forCompensation' in element && element.forCompensation) return;
  if (!isScope(parent) && !parent.isLoopBody) return;
  const entries = activity.isLoopBody ? (activity.compensable ?? []) : compensableOf(activity);
  for (const entry of entries) (parent.compensable ??= []).push(entry);
}

function compensableOf({ key, element, planned, variables, compensable: inside = [] }: Activity): CompensableActivity[] {
  const entry = { key, element: element.id, ...(variables && { variables }) };
  if (planned.compensationHandler) return [entry];
  return inside.length > 0 || compensationStart(planned) ? [{ ...entry, inside }] : [];
}

/**
 * Takes over from the scope around a throwing event what it is to undo (BPMN 2.0.2 §10.7.1): the completed runs of one
 * activity, or all that can be undone. In an event sub-process that is also what the scope around it remembers.
 *
 * @param only BPMN id of the activity; absent: everything.
 */
export function takeCompensable(thrower: Activity, only?: string): CompensableActivity[] {
  const scopes: Activity[] = [];
  for (let scope = thrower.parent; scope && isScope(scope); scope = scopeAround(scope)) scopes.push(scope);
  return takeFrom(scopes, ({ element }) => only === undefined || element === only);
}

/** As {@link takeCompensable}: everything in these scopes, of which each lies in the next. */
export function takeAllCompensable(scopes: readonly Activity[]): CompensableActivity[] {
  return takeFrom(scopes, () => true);
}

function takeFrom(
  scopes: readonly Activity[],
  isMeant: (completed: CompensableActivity) => boolean,
): CompensableActivity[] {
  return scopes.toReversed().flatMap((scope) => {
    const all = scope.compensable ?? [];
    scope.compensable = all.filter((completed) => !isMeant(completed));
    return all.filter(isMeant);
  });
}

/**
 * Runs the next handler of a throwing event: the activity that completed last is undone first (BPMN 2.0.2 §13.5.5). The
 * event is the scope of the handler and of what its boundary events lead to, and goes on when no token is left there.
 *
 * @returns false when everything is undone.
 */
export function compensateNext(step: Step, thrower: Activity): boolean {
  const queue = (thrower.compensable ??= []);
  for (let next = queue.pop(); next; next = queue.pop()) {
    const planned = step.plan.nodes.get(next.element);
    if (!planned) continue;
    const start = compensationStart(planned);
    if (planned.compensationHandler) {
      thrower.tokens += 1;
      begin(step, planned.compensationHandler, thrower, next.variables);
      return true;
    }
    if (start) {
      thrower.tokens += 1;
      beginEventSubProcess(step, start, thrower, next);
      return true;
    }
    const { variables, inside = [] } = next;
    for (const entry of inside) queue.push({ ...entry, variables: { ...variables, ...entry.variables } });
  }
  return false;
}

/** The start event of the event sub-process that undoes a sub-process as a whole. */
function compensationStart({ catchingStarts }: PlannedNode): PlannedNode<EventNode> | undefined {
  return catchingStarts.find(({ node }) => node.trigger?.kind === 'compensation');
}

/** The scope whose event sub-process this is. A compensation event sub-process outlives the scope it belongs to. */
function scopeAround({ element, parent }: Activity): Activity | undefined {
  return element.type === 'eventSubProcess' ? parent : undefined;
}

function isScope({ element, isLoopBody }: Activity): boolean {
  return 'starts' in element && !isLoopBody;
}

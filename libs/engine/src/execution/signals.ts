import type { BoundaryEventNode, EventNode, SignalTrigger } from '#bpmn';
import { toText } from '#expressions';
import type { JsonObject } from '#foundation';
import { UnusableAttributeError } from '../errors.js';
import type { Activity } from './activity.js';
import { readOptional } from './evaluation.js';
import { evaluateMappings } from './mappings.js';
import type { Step, Work } from './step.js';
import { writeVariables } from './variables.js';

/** An event that the registry has found to carry a signal. */
export type SignalEventNode = (EventNode | BoundaryEventNode) & { readonly trigger: SignalTrigger };

/** One that is armed on an activity or for an event sub-process. */
export type ArmedSignalNode = SignalEventNode & { readonly interrupting?: boolean };

/** Arms an event for its signal, under the name that this has now. @throws UnusableAttributeError when it has none. */
export function subscribeSignal(step: Step, activity: Activity<SignalEventNode>): void {
  const { key, element } = activity;
  const signal = nameOf(step, activity);
  activity.signal = signal;
  step.emit({ type: 'subscribeSignal', key, element: element.id, signal });
}

/**
 * Throws the signal of an event (BPMN 2.0.2 §10.5.5, Signal Event Definition). Everything else comes to rest first:
 * what is reached in the same step beside the thrower gets the signal too, what lies behind the thrower does not.
 *
 * @param proceed lets the thrower's token go on; not called where a catcher of the signal has interrupted the thrower.
 */
export function throwSignal(step: Step, thrower: Activity<SignalEventNode>, proceed: () => void): void {
  const { trigger } = thrower.element;
  const variables = evaluateMappings(step, thrower, trigger.payload);
  step.defer(new Broadcast(thrower, nameOf(step, thrower), variables, proceed));
}

class Broadcast implements Work {
  constructor(
    readonly owner: Activity,
    private readonly signal: string,
    private readonly variables: JsonObject,
    private readonly proceed: () => void,
  ) {}

  perform(step: Step): void {
    const { owner, signal, variables } = this;
    step.emit({ type: 'broadcastSignal', element: owner.element.id, signal, variables });
    deliverSignal(step, signal, variables);
    if (!owner.ended) this.proceed();
  }
}

/**
 * Gives a signal to everything in the instance that is armed for it now, or to those of `keys` that are. What becomes
 * armed because of it does not get it.
 */
export function deliverSignal(step: Step, signal: string, variables: JsonObject = {}, keys?: readonly number[]): void {
  const isMeant = ({ key }: Activity) => keys?.includes(key) ?? true;
  const armed = [...step.activities()].filter((activity) => activity.signal === signal && isMeant(activity));
  for (const activity of armed) {
    // An earlier catcher may have interrupted it.
    if (activity.ended) continue;
    writeVariables(step, activity, variables);
    activity.behaviour.signalled?.(step, activity);
  }
}

function nameOf(step: Step, activity: Activity<SignalEventNode>): string {
  const { id, trigger } = activity.element;
  const signal = readOptional(step, activity, 'signal', trigger.signal, toText);
  if (signal === undefined) throw new UnusableAttributeError(id, 'signal', 'The signal has no name.');
  return signal;
}

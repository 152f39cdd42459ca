import type { EscalationTrigger, EventNode, EventTrigger } from '#bpmn';
import type { JsonObject } from '#foundation';
import type { Activity } from './activity.js';
import { triggerUnarmed } from './armed-events.js';
import { cancel } from './cancel.js';
import { findCatcher } from './catchers.js';
import { end } from './complete.js';
import type { ArmedNode } from './plan.js';
import type { Step } from './step.js';

/** An event that the registry has found to carry an escalation. */
export type EscalationEventNode = EventNode & { readonly trigger: EscalationTrigger };

/**
 * An event throws an escalation (BPMN 2.0.2 §10.5.5, Escalation Event Definition). Where it leaves the instance and
 * interrupts the call that this is, the instance ends here: nothing behind the thrower is to happen until the caller
 * has heard of it.
 *
 * @param proceed lets the thrower's token go on; not called where what catches the escalation interrupts the thrower.
 */
export function throwEscalation(step: Step, thrower: Activity<EscalationEventNode>, proceed: () => void): void {
  const { root, context } = step;
  const { escalationCode } = thrower.element.trigger;
  const leave = () => end(step, thrower);
  const caught = escalate(step, thrower, escalationCode, leave);
  if (caught?.interrupting) return;
  if (caught || !root || context.callerInterrupts?.(escalationCode) !== true) return proceed();
  leave();
  cancel(step, root);
  step.emit({ type: 'endInstance', outcome: 'cancelled', variables: root.variables ?? {} });
}

/**
 * Takes an escalation to the innermost event that catches it, and to no other: in this instance, else in a caller.
 * Unlike an error it need not be caught, and what it comes out of lives on unless the catching event is an interrupting one.
 *
 * @param leave closes a thrower that has done its work, before the scope around it is interrupted.
 * @returns the event that caught it, where one in this instance did.
 */
export function escalate(
  step: Step,
  thrower: Activity,
  code: string | undefined,
  leave: () => void = () => undefined,
): ArmedNode | undefined {
  const catcher = findCatcher(thrower, (trigger) => catchesEscalation(trigger, code));
  if (!catcher) {
    const { id } = thrower.element;
    step.emit({ type: 'escalate', element: id, ...(code !== undefined && { escalationCode: code }) });
    return undefined;
  }
  const { event, host } = catcher;
  if (event.node.interrupting) leave();
  triggerUnarmed(step, event, host, variablesOfEscalation(event.node.trigger, code));
  return event.node;
}

function variablesOfEscalation(trigger: EventTrigger | undefined, code: string | undefined): JsonObject {
  if (trigger?.kind !== 'escalation' || trigger.escalationCodeVariable === undefined) return {};
  return { [trigger.escalationCodeVariable]: code ?? null };
}

/** Without a code of its own an event catches every escalation. */
export function catchesEscalation(trigger: EventTrigger, code: string | undefined): boolean {
  return trigger.kind === 'escalation' && (trigger.escalationCode === undefined || trigger.escalationCode === code);
}

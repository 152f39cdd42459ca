import type { BoundaryEventNode, ConditionalTrigger, EventNode } from '#bpmn';
import { toBoolean, variablesIn } from '#expressions';
import type { JsonObject, JsonValue } from '#foundation';
import type { Activity } from './activity.js';
import { read } from './evaluation.js';
import type { Step } from './step.js';
import { variablesSeenBy } from './variables.js';

/** An event that the registry has found to carry a condition. */
export type ConditionalEventNode = (EventNode | BoundaryEventNode) & { readonly trigger: ConditionalTrigger };

/** One that is armed on an activity or for an event sub-process. */
export type ArmedConditionalNode = ConditionalEventNode & { readonly interrupting?: boolean };

/** One write to the variables of one scope. */
export interface VariableChange {
  readonly scope: Activity;
  readonly name: string;
  readonly event: 'create' | 'update';
  /** The next free key at that time: what has this key or a later one was armed after the change, and has seen it. */
  readonly before: number;
}

/**
 * Conditional events look again when a variable that they watch has changed (BPMN 2.0.2 §10.5.5, Conditional Event
 * Definition). Called between two works of the agenda, so a condition that holds is noticed before any token goes on.
 */
export function reconsiderConditions(step: Step): void {
  const changes = step.takeChanges();
  if (changes.length === 0) return;
  for (const activity of step.activities()) {
    const { reconsider } = activity.behaviour;
    if (!reconsider || activity.isHeldByJob) continue;
    const { trigger } = (activity as Activity<ConditionalEventNode>).element;
    if (changes.some((change) => concerns(change, activity, trigger))) reconsider(step, activity);
  }
}

/**
 * Whether the condition of an event holds now, with what the event's host sees. A variable that does not exist yet is
 * null, and a condition that yields null does not hold: waiting for a variable to appear is what such events are for.
 */
export function conditionHolds(step: Step, activity: Activity<ConditionalEventNode>): boolean {
  const text = activity.element.trigger.condition;
  const seen = variablesSeenBy(placeOf(activity));
  return read(step, activity, { name: 'condition', text }, isTrue, { ...nulls(variablesIn(text)), ...seen });
}

function concerns({ scope, name, event, before }: VariableChange, activity: Activity, trigger: ConditionalTrigger) {
  if (activity.key >= before || !isNamed(name, trigger)) return false;
  if (trigger.variableEvents && !trigger.variableEvents.includes(event)) return false;
  for (let at: Activity | undefined = placeOf(activity); at; at = at.parent) {
    if (at === scope) return true;
    // A variable of that name further in hides the one that has changed.
    if (at.variables && Object.hasOwn(at.variables, name)) return false;
  }
  return false;
}

function isNamed(name: string, { variableName, condition }: ConditionalTrigger): boolean {
  if (variableName !== undefined) return variableName === name;
  return variablesIn(condition)?.has(name) ?? true;
}

/** The activity whose variables the event is about: that on whose border it is, or whose scope it is armed for. */
function placeOf(activity: Activity): Activity {
  return activity.host ?? activity;
}

function isTrue(value: JsonValue): boolean {
  return value !== null && toBoolean(value);
}

function nulls(names: ReadonlySet<string> | null): JsonObject {
  return Object.fromEntries([...(names ?? [])].map((name) => [name, null]));
}

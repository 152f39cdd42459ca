import { childrenOf, kindOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { EventTrigger } from '../../triggers.js';
import type { ElementSource } from '../element-compiler.js';
import { compileCompensation } from './compensation.js';
import { compileConditional } from './conditional.js';
import { compileError } from './error.js';
import { compileEscalation } from './escalation.js';
import { compileLink } from './link.js';
import { compileMessage } from './message.js';
import { compileSignal } from './signal.js';
import { compileTimer } from './timer.js';

/** Makes the trigger of one kind of event definition; undefined when it reported an error. */
type TriggerCompiler = (definition: BpmnElement, source: ElementSource) => EventTrigger | undefined;

/** A further event definition is one more file and one line here. */
const TRIGGERS: Readonly<Record<string, TriggerCompiler>> = {
  'bpmn:TimerEventDefinition': compileTimer,
  'bpmn:MessageEventDefinition': compileMessage,
  'bpmn:SignalEventDefinition': compileSignal,
  'bpmn:ErrorEventDefinition': compileError,
  'bpmn:EscalationEventDefinition': compileEscalation,
  'bpmn:ConditionalEventDefinition': compileConditional,
  'bpmn:CompensateEventDefinition': compileCompensation,
  'bpmn:LinkEventDefinition': compileLink,
  'bpmn:CancelEventDefinition': () => ({ kind: 'cancel' }),
  'bpmn:TerminateEventDefinition': () => ({ kind: 'terminate' }),
};

/** Triggers that an event may have in its place (BPMN 2.0.2, table 10.93); `none` is an event without trigger. */
export type AllowedTriggers = readonly (EventTrigger['kind'] | 'none')[];

/** What triggers an event (BPMN 2.0.2 §10.5.5), undefined for a none event; `misplaced` after a report. */
export function compileAllowedTrigger(
  source: ElementSource,
  allowed: AllowedTriggers,
): EventTrigger | undefined | 'misplaced' {
  const { element, id, findings } = source;
  const definitions = [...childrenOf(element, 'eventDefinitions'), ...childrenOf(element, 'eventDefinitionRef')];
  const [definition] = definitions;
  if (definitions.length > 1) {
    const what = `Of its ${definitions.length} event definitions only the first would count.`;
    findings.error(id, 'several-triggers', what, 'Use one event for each.');
  }
  const trigger = definition && TRIGGERS[definition.$type]?.(definition, source);
  if (definition !== undefined && trigger === undefined) return 'misplaced';
  const kind = trigger?.kind ?? 'none';
  if (allowed.includes(kind)) return trigger;
  const what = `BPMN has no ${kindOf(element)} with the trigger ${kind} here.`;
  findings.unusable(id, 'misplaced-event', what, `Allowed here: ${allowed.join(', ')}.`);
  return 'misplaced';
}

/**
 * Whether an event on a border or of an event sub-process stops what it watches. What ended with an error or was
 * cancelled cannot go on, whatever the file says; what is compensated is over already (table 10.93).
 */
export function interrupts(
  trigger: EventTrigger | undefined,
  asked: boolean,
  { element, id, findings }: ElementSource,
): boolean {
  const kind = trigger?.kind;
  if (kind === 'compensation') return element.$type === 'bpmn:StartEvent';
  if ((kind !== 'error' && kind !== 'cancel') || asked) return asked;
  const what = `The trigger ${kind} always interrupts; the file says it does not.`;
  findings.warning(id, 'always-interrupting', what, 'Remove cancelActivity or isInterrupting.');
  return true;
}

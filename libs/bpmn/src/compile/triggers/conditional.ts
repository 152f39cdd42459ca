import { childOf, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { ConditionalTrigger } from '../../triggers.js';
import type { ElementSource } from '../element-compiler.js';
import { conditionOf } from '../condition-of.js';

const NEVER = '= false';

type VariableEvent = NonNullable<ConditionalTrigger['variableEvents']>[number];

/** `bpmn:conditionalEventDefinition` with `camunda:variableName` and `camunda:variableEvents`. */
export function compileConditional(definition: BpmnElement, source: ElementSource): ConditionalTrigger {
  const condition = conditionOf(childOf(definition, 'condition'), source) ?? NEVER;
  if (condition === NEVER) {
    source.findings.error(source.id, 'no-condition', 'The conditional event has no condition.', 'Give it one.');
  }
  const variableName = textOf(definition, 'camunda:variableName');
  const variableEvents = variableEventsOf(definition);
  return {
    kind: 'conditional',
    condition,
    ...(variableName !== undefined && { variableName }),
    ...(variableEvents.length > 0 && { variableEvents }),
  };
}

function variableEventsOf(definition: BpmnElement): VariableEvent[] {
  const named = (textOf(definition, 'camunda:variableEvents') ?? '').split(',').map((name) => name.trim());
  return (['create', 'update', 'delete'] as const).filter((event) => named.includes(event));
}

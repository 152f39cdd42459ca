import { childOf, childrenOf, idOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { Mapping } from '../node.js';
import { expressionOf } from './expression-of.js';
import { isVariableName, variableNameOf } from './variable-name.js';

/**
 * Data associations that compute something (BPMN 2.0.2 §10.4.2) as mappings. One that only joins a data object with an
 * activity copies nothing: every activity sees the variables of its scopes.
 */
export function compileDataAssociations(element: BpmnElement): { inputs: Mapping[]; outputs: Mapping[] } {
  return {
    inputs: childrenOf(element, 'dataInputAssociations').flatMap(mappingsOf),
    outputs: childrenOf(element, 'dataOutputAssociations').flatMap(mappingsOf),
  };
}

function mappingsOf(association: BpmnElement): Mapping[] {
  const item = childOf(association, 'targetRef');
  const target = item && variableNameOf(item);
  const transformation = expressionOf(childOf(association, 'transformation'));
  const assignments = childrenOf(association, 'assignment').flatMap((assignment) => {
    const source = expressionOf(childOf(assignment, 'from'));
    const variable = assignedVariable(textOf(childOf(assignment, 'to'), 'body'), item) ?? target;
    return source === undefined || variable === undefined ? [] : [{ source, target: variable }];
  });
  if (transformation === undefined || target === undefined) return assignments;
  return [{ source: transformation, target }, ...assignments];
}

/** `to` names a variable, or the id of the item that the association leads to. */
function assignedVariable(to: string | undefined, item: BpmnElement | undefined): string | undefined {
  return to === undefined || !isVariableName(to) || (item !== undefined && to === idOf(item)) ? undefined : to;
}

import { childOf, extensionsOf, idOf, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { ErrorMapping, ServiceTaskNode } from '../../tasks.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';
import { implementationOf } from '../implementation.js';
import { resultVariableOf } from '../result-variable.js';

/** `bpmn:serviceTask` (BPMN 2.0.2 §10.3.3.1): work of a handler, or an expression. */
export function compileServiceTask(source: ElementSource): ServiceTaskNode {
  const { element } = source;
  const implementation = implementationOf(element);
  const resultVariable = resultVariableOf(element);
  const errorMappings = extensionsOf(element, 'camunda:ErrorEventDefinition').flatMap(compileErrorMapping);
  return {
    ...compileActivity(source),
    type: 'serviceTask',
    ...(implementation && { implementation }),
    ...(resultVariable !== undefined && { resultVariable }),
    ...(errorMappings.length > 0 && { errorMappings }),
  };
}

function compileErrorMapping(definition: BpmnElement): ErrorMapping[] {
  const error = childOf(definition, 'errorRef');
  const expression = textOf(definition, 'expression');
  if (error === undefined || expression === undefined) return [];
  return [{ expression, errorCode: textOf(error, 'errorCode') ?? idOf(error) }];
}

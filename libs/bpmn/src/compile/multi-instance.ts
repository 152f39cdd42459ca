import { childOf, flagOf, kindOf, textOf } from '../document/bpmn-element.js';
import type { MultiInstance } from '../graph.js';
import type { ElementSource } from './element-compiler.js';

/** Multi-instance characteristics (BPMN 2.0.2 §13.3.7) with `camunda:collection` and `camunda:elementVariable`. */
export function compileMultiInstance({ element, id, findings }: ElementSource): MultiInstance | undefined {
  const loop = childOf(element, 'loopCharacteristics');
  if (loop === undefined) return undefined;
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') {
    findings.error(
      id,
      'unsupported-loop',
      `${kindOf(loop)} is not supported.`,
      'Model the loop with a gateway and a flow back.',
    );
    return undefined;
  }
  const cardinality = textOf(childOf(loop, 'loopCardinality'), 'body');
  const collection = textOf(loop, 'camunda:collection');
  const elementVariable = textOf(loop, 'camunda:elementVariable');
  const completionCondition = textOf(childOf(loop, 'completionCondition'), 'body');
  if (cardinality === undefined && collection === undefined) {
    const mend = 'Give camunda:collection (and camunda:elementVariable), or loopCardinality.';
    findings.error(
      id,
      'endless-multi-instance',
      'The multi-instance activity does not say how many instances it has.',
      mend,
    );
  }
  return {
    sequential: flagOf(loop, 'isSequential') ?? false,
    ...(cardinality !== undefined && { cardinality }),
    ...(collection !== undefined && { collection }),
    ...(elementVariable !== undefined && { elementVariable }),
    ...(completionCondition !== undefined && { completionCondition }),
  };
}

import { childOf, childrenOf, flagOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { MultiInstance } from '../node.js';
import { conditionOf } from './condition-of.js';
import type { ElementSource } from './element-compiler.js';
import { expressionOf } from './expression-of.js';
import { isAsyncBefore } from './node-base.js';
import { variableNameOf } from './variable-name.js';

/**
 * Multi-instance characteristics (BPMN 2.0.2 §13.3.7): the collection and the variable of each run are taken from
 * `camunda:collection` and `camunda:elementVariable`, else from `loopDataInputRef` and `inputDataItem`.
 */
export function compileMultiInstance(source: ElementSource): MultiInstance | undefined {
  const { element } = source;
  const loop = childOf(element, 'loopCharacteristics');
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return undefined;
  const cardinality = expressionOf(childOf(loop, 'loopCardinality'));
  const collection = textOf(loop, 'camunda:collection') ?? collectionNamed(loop, element);
  const elementVariable = textOf(loop, 'camunda:elementVariable') ?? itemName(loop, 'inputDataItem');
  const outputs = compileOutputs(loop, element);
  const completionCondition = conditionOf(childOf(loop, 'completionCondition'), source);
  return {
    sequential: flagOf(loop, 'isSequential') ?? false,
    ...(cardinality !== undefined && { cardinality }),
    ...(collection !== undefined && { collection }),
    ...(elementVariable !== undefined && { elementVariable }),
    ...outputs,
    ...(completionCondition !== undefined && { completionCondition }),
    ...(isAsyncBefore(loop) && { asyncBefore: true }),
    ...(flagOf(loop, 'camunda:asyncAfter') === true && { asyncAfter: true }),
  };
}

/** A data input of the activity is fed by a data association; then its source is the collection. */
function collectionNamed(loop: BpmnElement, activity: BpmnElement): string | undefined {
  const input = childOf(loop, 'loopDataInputRef');
  const association = childrenOf(activity, 'dataInputAssociations').find((a) => childOf(a, 'targetRef') === input);
  const item = childrenOf(association, 'sourceRef')[0] ?? input;
  return item && variableNameOf(item);
}

function compileOutputs(
  loop: BpmnElement,
  activity: BpmnElement,
): Pick<MultiInstance, 'outputCollection' | 'outputElement'> {
  const output = childOf(loop, 'loopDataOutputRef');
  const element = itemName(loop, 'outputDataItem');
  if (output === undefined || element === undefined) return {};
  const association = childrenOf(activity, 'dataOutputAssociations').find((a) =>
    childrenOf(a, 'sourceRef').includes(output),
  );
  const item = childOf(association, 'targetRef') ?? output;
  return { outputCollection: variableNameOf(item), outputElement: `= ${element}` };
}

function itemName(loop: BpmnElement, property: string): string | undefined {
  const item = childOf(loop, property);
  return item && variableNameOf(item);
}

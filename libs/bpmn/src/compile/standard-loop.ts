import { childOf, flagOf } from '../document/bpmn-element.js';
import type { StandardLoop } from '../node.js';
import { conditionOf } from './condition-of.js';
import type { ElementSource } from './element-compiler.js';

/** `bpmn:standardLoopCharacteristics` (BPMN 2.0.2 §10.3.8). */
export function compileStandardLoop(source: ElementSource): StandardLoop | undefined {
  const loop = childOf(source.element, 'loopCharacteristics');
  if (loop?.$type !== 'bpmn:StandardLoopCharacteristics') return undefined;
  const condition = conditionOf(childOf(loop, 'loopCondition'), source);
  const maximum = loop.get('loopMaximum');
  return {
    ...(condition !== undefined && { condition }),
    testBefore: flagOf(loop, 'testBefore') ?? false,
    // The metamodel reads it as a whole number; a text that is none arrives as NaN, which the lint rules refuse.
    ...(typeof maximum === 'number' && { maximum: String(maximum) }),
  };
}

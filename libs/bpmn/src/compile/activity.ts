import { flagOf } from '../document/bpmn-element.js';
import type { ActivityNode } from '../node.js';
import { compileDataAssociations } from './data-associations.js';
import type { ElementSource } from './element-compiler.js';
import { compileInputOutput } from './input-output.js';
import { compileMultiInstance } from './multi-instance.js';
import { compileStandardLoop } from './standard-loop.js';

/** What every activity has in common: base, boundary events, loop, mappings. */
export function compileActivity(source: ElementSource): Omit<ActivityNode, 'type'> {
  const parameters = compileInputOutput(source);
  const data = compileDataAssociations(source.element);
  const multiInstance = compileMultiInstance(source);
  const standardLoop = compileStandardLoop(source);
  const { base, boundaryEvents } = source;
  return {
    ...base,
    boundaryEvents,
    ...(multiInstance && { multiInstance }),
    ...(standardLoop && { standardLoop }),
    ...(flagOf(source.element, 'isForCompensation') === true && { forCompensation: true }),
    inputs: [...data.inputs, ...parameters.inputs],
    outputs: [...parameters.outputs, ...data.outputs],
  };
}

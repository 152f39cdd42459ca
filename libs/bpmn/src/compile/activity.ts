import type { ActivityNode } from '../graph.js';
import type { ElementSource } from './element-compiler.js';
import { compileInputOutput } from './input-output.js';
import { compileMultiInstance } from './multi-instance.js';

/** What every activity has in common: base, boundary events, loop, mappings. */
export function compileActivity(source: ElementSource): Omit<ActivityNode, 'type'> {
  const { inputs, outputs } = compileInputOutput(source);
  const multiInstance = compileMultiInstance(source);
  const { boundaryEvents } = source;
  return { ...source.base, boundaryEvents, ...(multiInstance && { multiInstance }), inputs, outputs };
}

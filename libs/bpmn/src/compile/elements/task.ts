import type { PlainActivityNode } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';

/** `bpmn:task`: passes at once. */
export function compileTask(source: ElementSource): PlainActivityNode {
  return { ...compileActivity(source), type: 'task' };
}

/** `bpmn:manualTask`: work outside the system, passes at once (BPMN 2.0.2 §10.3.4.4). */
export function compileManualTask(source: ElementSource): PlainActivityNode {
  return { ...compileActivity(source), type: 'manualTask' };
}

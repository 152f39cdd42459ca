import { childOf, childrenOf, flagOf, idOf, isEventSubProcess, textOf } from '../../document/bpmn-element.js';
import type { AdHocSubProcessNode } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';
import { conditionOf } from '../condition-of.js';
import { entersByItself, noneStartsOf } from '../scope-starts.js';

/** `bpmn:adHocSubProcess` (BPMN 2.0.2 §10.3.5, §13.3.5). */
export function compileAdHocSubProcess(source: ElementSource): AdHocSubProcessNode {
  const { element } = source;
  const elements = childrenOf(element, 'flowElements');
  const completionCondition = conditionOf(childOf(element, 'completionCondition'), source);
  return {
    ...compileActivity(source),
    type: 'adHocSubProcess',
    starts: noneStartsOf(element),
    eventSubProcesses: elements.filter(isEventSubProcess).map(idOf),
    choices: elements.filter((inner) => inner.$instanceOf('bpmn:Activity') && entersByItself(inner)).map(idOf),
    ordering: textOf(element, 'ordering') === 'Sequential' ? 'sequential' : 'parallel',
    ...(completionCondition !== undefined && { completionCondition }),
    cancelRemainingInstances: flagOf(element, 'cancelRemainingInstances') ?? true,
  };
}

import { isExpression } from '#expressions';
import { extensionsOf, flagOf, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { Mapping } from '../../node.js';
import type { CallActivityNode } from '../../tasks.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';
import { compileBinding } from '../binding.js';

/** `bpmn:callActivity` (BPMN 2.0.2 §10.3.6) with the binding and the `camunda:in` / `camunda:out` of Camunda 7. */
export function compileCallActivity(source: ElementSource): CallActivityNode {
  const { element } = source;
  const ins = extensionsOf(element, 'camunda:In');
  const outs = extensionsOf(element, 'camunda:Out');
  const businessKey = ins.map((mapping) => textOf(mapping, 'businessKey')).find((key) => key !== undefined);
  return {
    ...compileActivity(source),
    type: 'callActivity',
    calledElement: calledElementOf(element),
    ...compileBinding(source, 'calledElement'),
    ...(businessKey !== undefined && { businessKey }),
    allIn: allIn(element, ins),
    allOut: outs.some(isAll),
    in: compileMappings(ins, source),
    out: compileMappings(outs, source),
  };
}

/** `calledElement` is a QName: editors write it with the prefix of the namespace of the file. Empty: none. */
function calledElementOf(element: BpmnElement): string {
  const called = textOf(element, 'calledElement') ?? '';
  return isExpression(called) ? called : called.replace(/^[\w.-]+:/, '');
}

/** Activiti and Flowable say `inheritVariables="true"` for `variables="all"`. */
function allIn(element: BpmnElement, ins: readonly BpmnElement[]): boolean | 'local' {
  const all = ins.filter(isAll);
  if (all.length > 0 && all.every((mapping) => flagOf(mapping, 'local') === true)) return 'local';
  return all.length > 0 || textOf(element, 'camunda:inheritVariables') === 'true';
}

function isAll(mapping: BpmnElement): boolean {
  return textOf(mapping, 'variables') === 'all';
}

/** `source` is the bare name of a variable, `sourceExpression` an expression. */
function compileMappings(mappings: readonly BpmnElement[], { id, findings }: ElementSource): Mapping[] {
  return mappings.flatMap((mapping): Mapping[] => {
    const isLocal = flagOf(mapping, 'local') === true;
    if (isLocal && !(isAll(mapping) && mapping.$type === 'camunda:In')) {
      const what = 'local="true" is supported for camunda:in with variables="all" only.';
      findings.error(id, 'unsupported-mapping', what, 'Remove local, or use camunda:inputOutput.');
    }
    if (isAll(mapping) || textOf(mapping, 'businessKey') !== undefined) return [];
    const from = textOf(mapping, 'sourceExpression') ?? textOf(mapping, 'source');
    const target = textOf(mapping, 'target');
    if (from !== undefined && target !== undefined) return [{ source: from, target }];
    findings.error(
      id,
      'incomplete-mapping',
      'A camunda:in or camunda:out lacks its source or target.',
      'Give source (or sourceExpression) and target, or variables="all".',
    );
    return [];
  });
}

import { extensionsOf, flagOf, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { CalledElementBinding, CallActivityNode, Mapping } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';

/** The attribute that holds the value of each binding. */
const BINDING_VALUES: Readonly<Record<CalledElementBinding, string | undefined>> = {
  latest: undefined,
  deployment: undefined,
  version: 'camunda:calledElementVersion',
  versionTag: 'camunda:calledElementVersionTag',
};

/** `bpmn:callActivity` (BPMN 2.0.2 §10.3.6) with the binding and the `camunda:in` / `camunda:out` of Camunda 7. */
export function compileCallActivity(source: ElementSource): CallActivityNode {
  const { element, id, findings } = source;
  const calledElement = textOf(element, 'calledElement') ?? '';
  if (calledElement === '') {
    findings.error(
      id,
      'no-called-element',
      'The call activity does not say which process it calls.',
      'Give calledElement, the id of a process.',
    );
  }
  const ins = extensionsOf(element, 'camunda:In');
  const outs = extensionsOf(element, 'camunda:Out');
  const businessKey = ins.map((mapping) => textOf(mapping, 'businessKey')).find((key) => key !== undefined);
  return {
    ...compileActivity(source),
    type: 'callActivity',
    calledElement,
    ...compileBinding(source),
    ...(businessKey !== undefined && { businessKey }),
    allIn: ins.some(isAll),
    allOut: outs.some(isAll),
    in: compileMappings(ins, source),
    out: compileMappings(outs, source),
  };
}

function compileBinding({ element, id, findings }: ElementSource): Pick<CallActivityNode, 'binding' | 'bindingValue'> {
  const binding = textOf(element, 'camunda:calledElementBinding') ?? 'latest';
  if (!isBinding(binding)) {
    findings.error(
      id,
      'unsupported-binding',
      `camunda:calledElementBinding "${binding}" is unknown.`,
      'Use latest, deployment, version or versionTag.',
    );
    return { binding: 'latest' };
  }
  const attribute = BINDING_VALUES[binding];
  if (attribute === undefined) return { binding };
  const bindingValue = textOf(element, attribute);
  if (bindingValue === undefined) {
    findings.error(id, 'no-binding-value', `The binding "${binding}" needs ${attribute}.`, `Give ${attribute}.`);
  }
  return { binding, ...(bindingValue !== undefined && { bindingValue }) };
}

function isBinding(text: string): text is CalledElementBinding {
  return Object.hasOwn(BINDING_VALUES, text);
}

function isAll(mapping: BpmnElement): boolean {
  return textOf(mapping, 'variables') === 'all';
}

/** `source` is the bare name of a variable, `sourceExpression` an expression. */
function compileMappings(mappings: readonly BpmnElement[], { id, findings }: ElementSource): Mapping[] {
  return mappings.flatMap((mapping): Mapping[] => {
    if (flagOf(mapping, 'local') === true) {
      findings.error(
        id,
        'unsupported-mapping',
        'camunda:in and camunda:out with local="true" are not supported.',
        'Remove local.',
      );
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

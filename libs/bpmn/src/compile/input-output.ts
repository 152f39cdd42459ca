import { isExpression } from '#expressions';
import { childOf, childrenOf, extensionsOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { Mapping } from '../graph.js';
import type { ElementSource } from './element-compiler.js';

/** `camunda:inputOutput` with texts and simple lists as values. A parameter without a value is null. */
export function compileInputOutput(source: ElementSource): { inputs: Mapping[]; outputs: Mapping[] } {
  const blocks = extensionsOf(source.element, 'camunda:InputOutput');
  const mappings = (property: string) =>
    blocks
      .flatMap((block) => childrenOf(block, property))
      .flatMap((parameter) => compileParameter(parameter, source) ?? []);
  return { inputs: mappings('inputParameters'), outputs: mappings('outputParameters') };
}

function compileParameter(parameter: BpmnElement, { id, findings }: ElementSource): Mapping | undefined {
  const target = textOf(parameter, 'name');
  if (target === undefined) {
    findings.error(id, 'nameless-parameter', 'An input or output parameter has no name.', 'Name the variable it sets.');
    return undefined;
  }
  const definition = childOf(parameter, 'definition');
  const value = definition === undefined ? (textOf(parameter, 'value') ?? '= null') : listText(definition);
  if (value !== undefined) return { source: value, target };
  const mend = 'Write it as text or as a FEEL expression, e.g. = [1, 2] or = { a: 1 }.';
  findings.error(id, 'unsupported-parameter', `The parameter "${target}" holds a ${definition?.$type}.`, mend);
  return undefined;
}

/** A `camunda:list` of texts and FEEL expressions as one FEEL list; undefined for anything else. */
function listText(definition: BpmnElement): string | undefined {
  if (definition.$type !== 'camunda:List') return undefined;
  const entries = childrenOf(definition, 'items').map((item) => {
    if (item.$type !== 'camunda:Value') return undefined;
    const text = textOf(item, 'value') ?? '';
    if (text.startsWith('=')) return text.slice(1);
    return isExpression(text) ? undefined : JSON.stringify(text);
  });
  return entries.includes(undefined) ? undefined : `= [${entries.join(', ')}]`;
}

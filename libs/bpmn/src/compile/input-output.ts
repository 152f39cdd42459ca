import { isExpression } from '#expressions';
import { childOf, childrenOf, extensionsOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { Mapping } from '../node.js';
import type { ElementSource } from './element-compiler.js';
import { isFeel } from './expression-of.js';

/**
 * `camunda:inputOutput` with texts, lists, maps and FEEL scripts as values. A parameter without a value is null; one
 * that cannot be carried out is reported and left out.
 */
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
  const feel = definition && feelOf(definition);
  const value = definition === undefined ? (textOf(parameter, 'value') ?? '= null') : feel && `= ${feel}`;
  if (value !== undefined) return { source: value, target };
  const mend = 'Write it as text or as a FEEL expression, e.g. = [1, 2] or = { a: 1 }.';
  findings.error(id, 'unsupported-parameter', `The parameter "${target}" holds a ${definition?.$type}.`, mend);
  return undefined;
}

/** The FEEL that makes what a `camunda:list`, `camunda:map`, `camunda:value` or FEEL script stands for. */
function feelOf(definition: BpmnElement): string | undefined {
  switch (definition.$type) {
    case 'camunda:List': {
      const items = childrenOf(definition, 'items').map(feelOf);
      return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
    }
    case 'camunda:Map': {
      const entries = childrenOf(definition, 'entries').map(entryFeel);
      return entries.includes(undefined) ? undefined : `{${entries.join(', ')}}`;
    }
    case 'camunda:Script':
      return isFeel(textOf(definition, 'scriptFormat') ?? '') ? textOf(definition, 'value') : undefined;
    default:
      return textFeel(textOf(definition, 'value'));
  }
}

function entryFeel(entry: BpmnElement): string | undefined {
  const definition = childOf(entry, 'definition');
  const value = definition === undefined ? textFeel(textOf(entry, 'value')) : feelOf(definition);
  return value && `${JSON.stringify(textOf(entry, 'key') ?? '')}: ${value}`;
}

/** A text among others; of the `${…}` form only what names a variable has the same meaning in FEEL. */
function textFeel(text = ''): string | undefined {
  if (text.startsWith('=')) return text.slice(1).trim();
  if (!isExpression(text)) return JSON.stringify(text);
  return /^[$#]\{\s*([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)\s*\}$/u.exec(text)?.[1];
}

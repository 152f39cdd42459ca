import { textOf } from '../document/bpmn-element.js';
import type { CalledElementBinding, CallActivityNode } from '../tasks.js';
import type { ElementSource } from './element-compiler.js';

/** What is added to the name of the reference to name the attribute with the value of each binding. */
const VALUE_SUFFIXES: Readonly<Record<CalledElementBinding, string | undefined>> = {
  latest: undefined,
  deployment: undefined,
  version: 'Version',
  versionTag: 'VersionTag',
};

/** Which version a reference means: `camunda:calledElementBinding`, `camunda:decisionRefBinding` and their values. */
export function compileBinding(
  { element, id, findings }: ElementSource,
  reference: 'calledElement' | 'decisionRef',
): Pick<CallActivityNode, 'binding' | 'bindingValue'> {
  const binding = textOf(element, `camunda:${reference}Binding`) ?? 'latest';
  if (!isBinding(binding)) {
    const what = `camunda:${reference}Binding "${binding}" is unknown.`;
    findings.error(id, 'unsupported-binding', what, `Use ${Object.keys(VALUE_SUFFIXES).join(', ')}.`);
    return { binding: 'latest' };
  }
  const suffix = VALUE_SUFFIXES[binding];
  if (suffix === undefined) return { binding };
  const attribute = `camunda:${reference}${suffix}`;
  const bindingValue = textOf(element, attribute);
  if (bindingValue === undefined) {
    findings.error(id, 'no-binding-value', `The binding "${binding}" needs ${attribute}.`, `Give ${attribute}.`);
    return { binding };
  }
  return { binding, bindingValue };
}

function isBinding(text: string): text is CalledElementBinding {
  return Object.hasOwn(VALUE_SUFFIXES, text);
}

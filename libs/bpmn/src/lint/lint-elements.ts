import type { BpmnElement } from '../document/bpmn-element.js';
import type { FindingCollector } from '../findings.js';
import type { ElementRule } from './rule.js';
import { foreignExtensions } from './rules/foreign-extensions.js';
import { namelessMessages } from './rules/nameless-messages.js';
import { unsupportedExtensions } from './rules/unsupported-extensions.js';

/** Rules on what the compiler passes over and the graph no longer shows. */
const RULES: readonly ElementRule[] = [unsupportedExtensions, foreignExtensions, namelessMessages];

/** Looks at the elements of a process, as the file has them, with every rule of our own. */
export function lintElements(process: BpmnElement, findings: FindingCollector): void {
  for (const rule of RULES) rule(process, findings);
}

import type { Decision } from '../decision.js';
import { childOf, childrenOf, textOf, type DmnElement } from '../document/dmn-element.js';
import { readExpression } from './expression-text.js';
import { readTable } from './read-table.js';
import type { Reading } from './reading.js';
import { sha256 } from './sha256.js';
import { readType } from './value-types.js';

/** Reads one decision; undefined when it has no id or no logic that can be evaluated, which is reported. */
export function readDecision(element: DmnElement, reading: Reading): Decision | undefined {
  const { id } = element;
  if (id === undefined) {
    reading.findings.error('', 'no-id', 'A decision has no id.', 'Give it an id: its key.');
    return undefined;
  }
  const name = textOf(element, 'name') ?? id;
  const variable = textOf(childOf(element, 'variable'), 'name') ?? name;
  const logic = readLogic(element, id, reading);
  if (logic === undefined) return undefined;
  return {
    id,
    name,
    variable,
    versionTag: textOf(element, 'camunda:versionTag'),
    requires: readRequirements(element, id, reading),
    checksum: sha256(`${id}\n${reading.checksum}`),
    logic,
  };
}

function readLogic(element: DmnElement, id: string, reading: Reading): Decision['logic'] | undefined {
  const logic = childOf(element, 'decisionLogic');
  const mend = 'Use a decision table or a literal expression.';
  switch (logic?.$type) {
    case 'dmn:DecisionTable':
      return readTable(logic, textOf(childOf(element, 'variable'), 'name') ?? id, reading);
    case 'dmn:LiteralExpression': {
      const expression = readExpression(logic, id, reading);
      if (expression === undefined) {
        reading.findings.error(id, 'no-expression', 'The literal expression is empty.', 'Write one, e.g. in FEEL.');
        return undefined;
      }
      reading.check.expression(id, expression);
      const variable = childOf(element, 'variable');
      const typed = textOf(variable, 'typeRef') === undefined ? logic : variable;
      return { kind: 'literal', expression, type: readType(typed, id, reading).type };
    }
    case undefined:
      reading.findings.error(id, 'no-logic', 'The decision says nothing about how it is made.', mend);
      return undefined;
    default: {
      const kind = logic?.$type.replace(/^dmn:/, '');
      reading.findings.error(id, 'unsupported', `A decision by ${kind} is not supported.`, mend);
      return undefined;
    }
  }
}

function readRequirements(element: DmnElement, id: string, { findings }: Reading): readonly string[] {
  if (childrenOf(element, 'knowledgeRequirement').length > 0) {
    const what = 'Business knowledge models are not supported.';
    findings.error(id, 'unsupported', what, 'Write what it computes into the expressions, or as a decision.');
  }
  return childrenOf(element, 'informationRequirement').flatMap((requirement) => {
    const href = textOf(childOf(requirement, 'requiredDecision'), 'href');
    if (href === undefined) return [];
    if (href.startsWith('#')) return [href.slice(1)];
    const what = `The required decision "${href}" is in another file.`;
    findings.error(id, 'unresolved', what, 'Copy it into this file, and require it by "#" and its id.');
    return [];
  });
}

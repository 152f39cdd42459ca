import { checkExpression, isFixedInstant, toCycle, toDuration, toInteger, toNumber, toRetryCycle } from '#expressions';
import { expressionSlots, type ExpressionSlot, isEvaluated, type SlotKind } from '../../expression-slots.js';
import type { FindingCollector } from '../../findings.js';
import type { LintRule } from '../rule.js';

/** Every expression can be parsed, and every literal in the place of one can be what is needed there. */
export const expressions: LintRule = (graph, findings) => {
  for (const slot of expressionSlots(graph)) {
    if (isEvaluated(slot)) checkSyntax(slot, findings);
    else checkLiteral(slot, findings);
  }
};

function checkSyntax({ element, property, text }: ExpressionSlot, findings: FindingCollector): void {
  for (const { what, where, mend } of checkExpression(text)) {
    const place = `The ${property} cannot be read: ${what} (${where}): ${text}`;
    findings.error(element, 'bad-expression', place, mend ?? 'Correct it.');
  }
}

/** What a literal must satisfy, and how it should look. */
const LITERALS: Record<SlotKind, readonly [accepts: (text: string) => boolean, mend: string]> = {
  condition: [() => false, 'Begin a FEEL condition with "=".'],
  instant: [isFixedInstant, 'Write an instant with its offset, e.g. 2026-11-21T17:00:00+07:00, or an expression.'],
  duration: [succeeds(toDuration), 'Write an ISO 8601 duration, e.g. P1D or PT8H, or an expression.'],
  cycle: [
    succeeds((text) => toCycle(text, { zone: 'utc' })),
    'Write an ISO 8601 cycle, e.g. R3/PT10M, cron, e.g. 0 0 9 ? * MON-FRI, or an expression.',
  ],
  'retry-cycle': [
    succeeds(toRetryCycle),
    'Write how many attempts there are in all and the pause between them, e.g. R3/PT10M or R6/PT1M*2/PT1H; no start, no expression.',
  ],
  number: [succeeds(toNumber), 'Write a number or an expression.'],
  integer: [succeeds(toInteger), 'Write a whole number, at most 2147483647 either way, or an expression.'],
  name: [() => true, ''],
  variable: [(text) => /^[^\s=,;()[\]{}"']+$/.test(text), 'Write the name of a variable or an expression.'],
  any: [() => true, ''],
};

function checkLiteral({ element, property, kind, text }: ExpressionSlot, findings: FindingCollector): void {
  const [accepts, mend] = LITERALS[kind];
  if (!accepts(text)) findings.error(element, 'bad-literal', `The ${property} "${text}" cannot be used.`, mend);
}

function succeeds(read: (text: string) => unknown): (text: string) => boolean {
  return (text) => {
    try {
      read(text);
      return true;
    } catch {
      return false;
    }
  };
}

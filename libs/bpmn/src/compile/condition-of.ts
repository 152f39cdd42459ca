import { checkExpression, isExpression, type ExpressionText } from '#expressions';
import type { BpmnElement } from '../document/bpmn-element.js';
import type { FindingCollector } from '../findings.js';
import { expressionOf } from './expression-of.js';

/**
 * A condition of the element. One that is marked neither as FEEL nor as `${…}`, as some editors write it
 * (`amount > 5`), is taken as the latter where it can be read so; it is refused for deployment, since what it means is
 * a guess.
 * @param language of the condition where it names none.
 */
export function conditionOf(
  expression: BpmnElement | undefined,
  { id, findings }: { readonly id: string; readonly findings: FindingCollector },
  language?: string,
): ExpressionText | undefined {
  const text = expressionOf(expression, language);
  if (text === undefined || isExpression(text)) return text;
  const guess = `\${${text}}`;
  if (checkExpression(guess).length > 0) return text;
  if (!findings.isBroken(id)) {
    const what = `The condition "${text}" does not say in which language it is written.`;
    findings.error(id, 'bad-literal', what, `Begin a FEEL condition with "=", or write ${guess}.`);
  }
  return guess;
}

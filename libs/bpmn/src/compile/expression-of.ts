import { isExpression } from '#expressions';
import { textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { ExpressionText } from '#expressions';

/**
 * The text of a formal expression (BPMN 2.0.2 §8.3.6), with or without `xsi:type`. Where its `language` says FEEL it
 * gets the "=" by which FEEL is told from a literal.
 * @param fallback the language where the expression names none.
 */
export function expressionOf(expression: BpmnElement | undefined, fallback?: string): ExpressionText | undefined {
  const body = textOf(expression, 'body');
  if (body === undefined) return undefined;
  const language = textOf(expression, 'language') ?? fallback;
  return language !== undefined && isFeel(language) && !isExpression(body) ? `= ${body}` : body;
}

/** `feel`, or one of the namespaces of the DMN versions, e.g. `https://www.omg.org/spec/DMN/20191111/FEEL/`. */
export function isFeel(language: string): boolean {
  return /(?:^|\W)feel\b/i.test(language);
}

import type { ExpressionText } from '#expressions';
import { textOf, type DmnElement } from '../document/dmn-element.js';
import type { Cell } from '../decision.js';
import { isTemplate } from '../evaluate/compile-table.js';
import type { Reading } from './reading.js';

/**
 * The text of an expression as `#expressions` takes it; undefined where there is none. FEEL is the language where
 * neither the expression nor the file names one, unless the text is a `${…}`.
 */
export function readExpression(
  element: DmnElement | undefined,
  id: string,
  reading: Reading,
): ExpressionText | undefined {
  const text = textOf(element, 'text');
  if (element === undefined || text === undefined) return undefined;
  if (languageOf(element, text, id, reading) === 'feel') return `= ${text}`;
  return isTemplate(text) ? text : `\${${text}}`;
}

/** The text of a cell that a value must pass; `-` where it is empty. */
export function readCell(element: DmnElement | undefined, id: string, reading: Reading): Cell {
  const text = textOf(element, 'text');
  if (element === undefined || text === undefined) return '-';
  if (languageOf(element, text, id, reading) === 'feel') return text;
  return isTemplate(text) ? text : `\${${text}}`;
}

function languageOf(element: DmnElement, text: string, id: string, reading: Reading): 'feel' | 'juel' {
  const language = textOf(element, 'expressionLanguage') ?? reading.language;
  if (language === undefined) return isTemplate(text) ? 'juel' : 'feel';
  if (language.toLowerCase() === 'juel') return 'juel';
  // `feel`, or a URI like `https://www.omg.org/spec/DMN/20191111/FEEL/`.
  if (!/feel/i.test(language)) {
    const what = `The expression language "${language}" is not supported.`;
    reading.findings.error(id, 'language', what, 'Write the expression in FEEL, or as ${…} with the language juel.');
  }
  return 'feel';
}

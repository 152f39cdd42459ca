import type { CompiledExpression } from '../compiled-expression.js';
import { ExpressionEvaluationError } from '../expression-errors.js';
import { compileTree, type Evaluator } from './compile-tree.js';
import { calendarsNamed, namesRead } from './names-read.js';
import { parseTemplate, type TemplatePart } from './parse-template.js';
import { textOf } from '../texts.js';

/**
 * Makes a text with `${…}` or `#{…}` ready to run. One expression alone keeps its type; in a mixed text like
 * `Hello ${name}` every value becomes text, null the empty text.
 * @throws {ExpressionSyntaxError}
 */
export function compileTemplate(text: string): CompiledExpression {
  const parts = parseTemplate(text);
  const run = evaluatorOf(parts, text);
  return {
    evaluate(variables, env) {
      try {
        return run(variables, env);
      } catch (error) {
        throw new ExpressionEvaluationError(text, (error as Error).message, { cause: error });
      }
    },
    variables: namesRead(parts),
    calendars: calendarsNamed(parts),
  };
}

function evaluatorOf(parts: readonly TemplatePart[], text: string): Evaluator {
  const evaluators = parts.map((part): Evaluator => (typeof part === 'string' ? () => part : compileTree(part, text)));
  const [only] = evaluators;
  if (parts.length === 1 && only !== undefined) return only;
  return (variables, env) => evaluators.map((evaluator) => textOf(evaluator(variables, env))).join('');
}

import { textOf } from '../../document/bpmn-element.js';
import type { ScriptTaskNode } from '../../tasks.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';
import { isFeel } from '../expression-of.js';
import { resultVariableOf } from '../result-variable.js';

const JAVASCRIPT = /^(?:(?:text|application)\/)?(?:x-)?(?:java|ecma)script$|^js$|^graal\.js$|^nashorn$/i;

/** `bpmn:scriptTask` (BPMN 2.0.2 §10.3.3.7), in whatever language. */
export function compileScriptTask(source: ElementSource): ScriptTaskNode {
  const { element } = source;
  const resultVariable = resultVariableOf(element);
  const script = textOf(element, 'script') ?? '';
  return {
    ...compileActivity(source),
    type: 'scriptTask',
    language: languageOf(textOf(element, 'scriptFormat'), script),
    script,
    ...(resultVariable !== undefined && { resultVariable }),
  };
}

/** One name for each language that is run; any other as the model has it, in lower case. */
function languageOf(format: string | undefined, script: string): string {
  if (format === undefined) return script.startsWith('=') ? 'feel' : 'juel';
  if (isFeel(format)) return 'feel';
  return JAVASCRIPT.test(format) ? 'javascript' : format.toLowerCase();
}

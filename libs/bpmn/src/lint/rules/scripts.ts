import { checkExpression } from '#expressions';
import type { ScriptTaskNode } from '../../tasks.js';
import type { FindingCollector } from '../../findings.js';
import type { LintRule } from '../rule.js';

/** Scripts are there, and in a language that is run. */
export const scripts: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) if (node.type === 'scriptTask') checkScript(node, findings);
};

function checkScript({ id, language, script }: ScriptTaskNode, findings: FindingCollector): void {
  if (script === '') {
    findings.error(id, 'no-script', 'The script task has no script.', 'Write it into the model.');
  } else if (language === 'feel') {
    for (const { what, where, mend } of checkExpression(script.startsWith('=') ? script : `= ${script}`)) {
      findings.error(id, 'bad-expression', `The script cannot be read: ${what} (${where}).`, mend ?? 'Correct it.');
    }
  } else if (language === 'javascript') {
    const what = 'JavaScript runs only where the operator has turned it on.';
    findings.warning(id, 'javascript', what, 'Ask the operator, or write it as FEEL.');
  } else {
    const what = `Scripts in the language "${language}" are refused.`;
    findings.error(id, 'unsupported-script', what, 'Write it as FEEL, or move it into a handler.');
  }
}

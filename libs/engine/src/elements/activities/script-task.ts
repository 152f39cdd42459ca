import type { ScriptTaskNode } from '#bpmn';
import { isExpression, type ScriptResult } from '#expressions';
import { CongvanError } from '#foundation';
import { ScriptsOffError, UnusableAttributeError } from '../../errors.js';
import type { Activity } from '../../execution/activity.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { asIs, read } from '../../execution/evaluation.js';
import { completeWith, resultOf } from '../../execution/implementations.js';
import type { Step } from '../../execution/step.js';
import { variablesSeenBy } from '../../execution/variables.js';

/**
 * Script task (BPMN 2.0.2 §10.3.3, §13.3.3): FEEL, the `${…}` form, or JavaScript where the operator has turned it on.
 * The value goes to `camunda:resultVariable`; what a script in JavaScript sets becomes variables too. A task without a
 * script completes as it is reached.
 */
export const scriptTask: Behaviour<ScriptTaskNode> = {
  enter(step, activity) {
    const { id, language } = activity.element;
    const script = activity.element.script.trim();
    if (script === '') complete(step, activity);
    else if (language === 'javascript') {
      const { value, variables } = runJavaScript(step, activity, script);
      complete(step, activity, { variables: { ...variables, ...resultOf(activity, value) } });
    } else if (language === 'feel') evaluateScript(step, activity, script.startsWith('=') ? script : `= ${script}`);
    else if (language === 'juel' && isExpression(script)) evaluateScript(step, activity, script);
    else {
      const reason = `A script in the language "${language}" cannot be run; write it in FEEL or JavaScript.`;
      throw new UnusableAttributeError(id, 'scriptFormat', reason);
    }
  },
};

function evaluateScript(step: Step, activity: Activity<ScriptTaskNode>, text: string): void {
  completeWith(step, activity, read(step, activity, { name: 'script', text }, asIs));
}

/** @throws ScriptsOffError; UnusableAttributeError when the script fails. */
function runJavaScript(step: Step, activity: Activity<ScriptTaskNode>, script: string): ScriptResult {
  const { id } = activity.element;
  const { scripts, now, businessKey } = step.context;
  if (!scripts) throw new ScriptsOffError(id);
  try {
    const options = { now, ...(businessKey !== undefined && { businessKey }) };
    return scripts.run(script, variablesSeenBy(activity), options);
  } catch (error) {
    if (error instanceof CongvanError) throw new UnusableAttributeError(id, 'script', error);
    throw error;
  }
}

import { isExpression } from '#expressions';
import type { GuardedExpressions } from './guarded-expressions.js';

/** How bpmn-engine asks a script for its result. */
type ScriptCallback = (error: Error | null, result?: unknown) => void;

interface Script {
  execute(scope: unknown, callback: ScriptCallback): void;
}

/** The parts of a sequence flow or conditional event with a condition in a named language. */
interface ScriptOwner {
  readonly behaviour: {
    readonly conditionExpression?: { readonly body?: string };
    readonly script?: string;
    readonly scriptFormat?: string;
  };
}

/**
 * The scripts of bpmn-engine, in place of its own, which run in Node's `vm` and are no sandbox. A condition that names
 * a language is an expression like any other here; FEEL is told from a literal by the "=" that the language stands for.
 * Script tasks do not come here: they are jobs.
 */
export class GuardedScripts {
  constructor(private readonly expressions: GuardedExpressions) {}

  /** bpmn-engine asks here for the script of a conditional event, and elsewhere makes no use of the answer. */
  register = ({ behaviour }: ScriptOwner): Script | undefined =>
    behaviour.scriptFormat === undefined ? undefined : this.script(behaviour.scriptFormat, behaviour.script ?? '');

  getScript = (language: string | undefined, { behaviour }: ScriptOwner): Script | undefined =>
    language === undefined ? undefined : this.script(language, behaviour.conditionExpression?.body ?? '');

  private script(language: string, body: string): Script {
    const text = /(?:^|\W)feel\b/i.test(language) && !isExpression(body) ? `= ${body}` : body;
    return { execute: (_scope, callback) => callback(null, this.expressions.resolveExpression(text)) };
  }
}

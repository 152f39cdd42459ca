/** bpmnlint is plain JavaScript; this is the part of it that `lint-model.ts` calls. */
declare module 'bpmnlint/lib/test-rule.js' {
  import type { ModdleElement } from 'bpmn-moddle';

  export interface RuleDefinition {
    readonly check: unknown;
  }
  export interface Report {
    /** Undefined for an element without id. */
    readonly id?: string;
    readonly message: string;
  }
  /** Runs one rule over a model. */
  export default function testRule(options: { moddleRoot: ModdleElement; rule: RuleDefinition }): Report[];
}

declare module 'bpmnlint/rules/*.js' {
  import type { RuleDefinition } from 'bpmnlint/lib/test-rule.js';

  export default function createRule(): RuleDefinition;
}

import type { JsonObject } from '#foundation';
import type { EngineState } from './state.js';

/**
 * All variables that an activity instance sees, the innermost value of each name; without a key those of the process.
 * Empty where nothing with the key is live.
 */
export function variablesOf({ instances }: EngineState, key?: number): JsonObject {
  let seen: JsonObject = {};
  let at = key ?? instances[0]?.key;
  // Parents come before children, so one walk backwards meets the whole chain.
  for (const instance of instances.toReversed()) {
    if (instance.key !== at) continue;
    seen = { ...instance.variables, ...seen };
    at = instance.parent;
  }
  return seen;
}

/** The variables of an activity instance's own scope. Empty where it has none, or nothing with the key is live. */
export function localVariablesOf({ instances }: EngineState, key: number): JsonObject {
  return instances.find((instance) => instance.key === key)?.variables ?? {};
}

/** One live activity, as shown to people. */
export interface OpenActivity {
  readonly key: number;
  /** BPMN id. */
  readonly element: string;
  /** Key of the scope or multi-instance body around it. */
  readonly parent: number;
  /** It is the body around the runs of a multi-instance or looping activity. */
  readonly multiInstanceBody: boolean;
}

/**
 * The live activities of all scopes in order of their keys: neither the process itself, nor armed boundary events, nor
 * the jobs around an element, which is live itself meanwhile.
 */
export function openActivities({ instances }: EngineState): OpenActivity[] {
  return instances.flatMap(({ key, element, parent, attachedTo, continuation, loop, body }) =>
    parent === undefined || attachedTo !== undefined || continuation !== undefined
      ? []
      : [{ key, element, parent, multiInstanceBody: loop !== undefined || body === true }],
  );
}

/** Whether an event waits for the sake of something else, a boundary event say, and holds no token itself. */
export function isArmed({ instances }: EngineState, key: number): boolean {
  return instances.some((instance) => instance.key === key && instance.attachedTo !== undefined);
}

/** Tokens that have reached a joining gateway and wait there for the others. */
export interface WaitingToken {
  /** BPMN id of the gateway. */
  readonly gateway: string;
  /** Id of the sequence flow on which it came. */
  readonly flow: string;
  readonly count: number;
  /** Key of the scope. */
  readonly scope: number;
}

export function waitingTokens({ instances }: EngineState): WaitingToken[] {
  return instances.flatMap(({ key: scope, joins = {} }) =>
    Object.entries(joins).flatMap(([gateway, held]) =>
      Object.entries(held).map(([flow, count]) => ({ gateway, flow, count, scope })),
    ),
  );
}

/** Whether the process instance has completed or was cancelled. */
export function hasEnded({ instances }: EngineState): boolean {
  return instances.length === 0;
}

import type { EngineCommand, EngineEffect } from '#engine';
import type { JsonObject } from '#foundation';

/** How an instance ended by itself, in the engine's words. */
export type InstanceEnd = Exclude<
  Extract<EngineEffect, { readonly type: 'endInstance' }>,
  { readonly outcome: 'cancelled' }
>;

/** The payload of a `child-ended` job: what the end of a called instance tells its caller. */
export type ChildEnd =
  | { readonly outcome: 'completed'; readonly variables: JsonObject }
  | {
      readonly outcome: 'error';
      readonly variables: JsonObject;
      readonly errorCode: string;
      readonly errorMessage: string | null;
    };

export function toChildEnd(end: InstanceEnd): JsonObject & ChildEnd {
  const { variables } = end;
  if (end.outcome !== 'error') return { outcome: 'completed', variables };
  const { code, message = null } = end.error;
  return { outcome: 'error', variables, errorCode: code, errorMessage: message };
}

/** What the end of the child is to the call activity with this key. */
export function fromChildEnd(key: number, end: ChildEnd): EngineCommand {
  const { variables } = end;
  if (end.outcome === 'completed') return { type: 'childEnded', key, variables };
  const { errorCode, errorMessage } = end;
  return { type: 'childFailed', key, variables, errorCode, ...(errorMessage !== null && { errorMessage }) };
}

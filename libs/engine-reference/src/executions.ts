/** An execution of bpmn-engine with those around it, some of which it names without an id. */
export interface Execution {
  readonly executionId: string;
  readonly parent?: { readonly executionId?: string; readonly path?: readonly { readonly executionId?: string }[] };
}

/** Ids of the processes, sub-processes and multi-instance runs around an execution. */
export function scopesOf({ parent }: Execution): string[] {
  const all = parent === undefined ? [] : [parent, ...(parent.path ?? [])];
  return all.flatMap(({ executionId }) => executionId ?? []);
}

/** Whether one of the executions is the given one, or a run of it: those have the id of the body as prefix. */
export function include(executionIds: readonly string[], executionId: string): boolean {
  return executionIds.some((id) => id === executionId || id.startsWith(`${executionId}_`));
}

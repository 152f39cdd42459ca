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

/**
 * Where executions stand. bpmn-engine tells the ids around an execution as it reports its start, but neither to the
 * services that it runs nor to the timers that it sets.
 */
export class StartedExecutions {
  private readonly scopes = new Map<string, readonly string[]>();

  started(execution: Execution): void {
    this.scopes.set(execution.executionId, scopesOf(execution));
  }

  over(executionId: string): void {
    this.scopes.delete(executionId);
  }

  /** Ids around an execution that is part of one that has started: a run of it, or an event definition in it. */
  around({ executionId, parent }: Execution): readonly string[] {
    const ids = [executionId, parent?.executionId ?? executionId];
    return [...this.scopes].find(([started]) => include(ids, started))?.[1] ?? [];
  }
}

/** Whether one of the executions is the given one, or a run of it: those have the id of the body as prefix. */
export function include(executionIds: readonly string[], executionId: string): boolean {
  return executionIds.some((id) => id === executionId || id.startsWith(`${executionId}_`));
}

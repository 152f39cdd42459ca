import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { variablesForTask } from './case-variables.js';
import type { Principal } from './task-rights.js';
import { readTaskWithForm, type TaskWithForm } from './task-with-form.js';

/** A step of a process and somebody who is about to take it, as far as rules of other libs look at it. */
export interface TaskStep {
  readonly taskId: string;
  /** The `camunda:properties` of the task in the model. */
  readonly properties: Readonly<Record<string, string>>;
  readonly candidateGroups: readonly string[];
  /** Groups to which it has climbed. */
  readonly escalatedTo: readonly string[];
  /** Whose work it is where an operator has given it to somebody: groups and logins; null: of whoever has it. */
  readonly workOf: readonly string[] | null;
  readonly person: Principal;
  /** What the task sees of the case. */
  readonly variables: JsonObject;
}

export async function stepOf(context: CommandContext, task: TaskWithForm, person: Principal): Promise<TaskStep> {
  const graph = await context.definitions.graph(context.tx, task.definitionId);
  return {
    taskId: task.id,
    properties: graph.nodes[task.elementId]?.properties ?? {},
    candidateGroups: task.candidateGroups,
    escalatedTo: task.escalatedTo,
    workOf: task.workOf,
    person,
    variables: variablesForTask(task),
  };
}

/** The same of a task that may come to somebody, by its id. @throws TaskNotFoundError */
export async function stepFor(context: CommandContext, taskId: string, person: Principal): Promise<TaskStep> {
  return stepOf(context, await readTaskWithForm(context.tx, taskId), person);
}

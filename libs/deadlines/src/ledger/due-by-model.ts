import type { UserTaskNode } from '#bpmn';
import type { OfficeCalendar } from '#engine';
import { evaluate } from '#expressions';
import { CongvanError, type JsonObject } from '#foundation';

/** What the model says of the due date of a task that has one. */
export type ModelledDue = Required<Pick<UserTaskNode, 'dueDate'>> & Pick<UserTaskNode, 'isHandlingTime' | 'countedByUnit'>;

/** What an expression of a task sees beside the variables. */
export interface TaskContext {
  /** When the task began, ISO 8601 UTC. */
  readonly now: string;
  readonly zone: string;
  readonly calendar: OfficeCalendar;
  readonly businessKey: string | null;
  readonly candidateGroups: readonly string[];
}

/** The due date that the model gives an ended task with these variables; null where it gives none, or fails by now. */
export function dueByModel(
  { dueDate, countedByUnit }: ModelledDue,
  variables: JsonObject,
  { now, zone, calendar, businessKey, candidateGroups }: TaskContext,
): string | null {
  const counting = countedByUnit ? calendar.ofGroups(candidateGroups) : calendar;
  try {
    const due = evaluate(dueDate, variables, { now, zone, calendar: counting, businessKey: businessKey ?? undefined });
    return typeof due === 'string' ? due : null;
  } catch (error) {
    if (error instanceof CongvanError) return null;
    throw error;
  }
}

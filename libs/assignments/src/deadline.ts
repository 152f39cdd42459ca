import { type DeadlineRule, openDeadline } from '#deadlines';
import type { CommandContext } from '#runtime';

/** Subject of the deadlines of assignments in the ledger. */
export const SUBJECT = 'assignment';

/** Of whom, and from when on, the time of an assignment counts. */
export interface DueAssignment {
  readonly id: string;
  readonly instanceId: string;
  readonly unit: string;
  /** Login of who has given it: he pauses and extends its deadline. */
  readonly assigner: string;
  readonly title: string;
  /** ISO 8601 UTC. */
  readonly givenAt: string;
}

/** Enters until when an assignment is to be done, counted in the working time of its unit. Gives the due date. */
export function enterDeadline(
  context: CommandContext,
  { id, instanceId, unit, assigner, title, givenAt }: DueAssignment,
  rule: DeadlineRule,
): Promise<string> {
  return openDeadline(context, {
    instanceId,
    variable: 'dueAt',
    label: `Việc được giao: ${title}`,
    subject: SUBJECT,
    subjectId: id,
    unitCode: unit,
    givenBy: assigner,
    startedAt: givenAt,
    startEvent: 'giao việc',
    rule,
    reason: 'giao lại việc',
  });
}

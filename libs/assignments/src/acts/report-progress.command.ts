import type { Command, Tell } from '#runtime';
import { lockAssignment, requireStatus } from '../assignment.js';
import { AssignmentForbiddenError } from '../errors.js';
import { recordEvent } from '../record-event.js';
import { takeReport } from '../report-deadline.js';

export interface ReportProgressInput {
  readonly assignmentId: string;
  /** 0–100. */
  readonly percent: number;
  readonly text: string;
}

/**
 * How far the work is, by whoever does it (171/QĐ-BDT §10.2). A row, no step of the case: a hundred reports must not make a
 * hundred activities. @throws AssignmentNotFoundError, AssignmentForbiddenError, AssignmentStateError
 */
export function reportProgress(tell: Tell): Command<ReportProgressInput, void> {
  return {
    name: 'assignments.report-progress',
    async run(context, { assignmentId, percent, text }) {
      const { tx, now, caller } = context;
      const assignment = await lockAssignment(tx, assignmentId);
      if (assignment.assignee !== caller.actor) throw new AssignmentForbiddenError('report on work that is not yours');
      requireStatus(assignment, ['accepted'], 'a report on its progress');
      await tx.execute('update assignment set progress = $2, last_report_at = $3 where id = $1', [assignmentId, percent, now]);
      await takeReport(context, assignmentId);
      await recordEvent(context, assignmentId, { kind: 'progress', actor: caller.actor, text, percent });
      await tell(
        context,
        { people: [assignment.assigner], groups: [] },
        {
          title: `Báo cáo tiến độ: ${percent}%`,
          body: text,
          instanceId: assignment.instanceId,
          event: `assignment-progress:${assignmentId}:${now}`,
        },
      );
    },
  };
}

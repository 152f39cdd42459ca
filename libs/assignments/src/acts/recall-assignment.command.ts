import { cancelDeadlines } from '#deadlines';
import { type Command, correlateMessage, type Tell } from '#runtime';
import { type AssignmentStatus, holdersOf, lockWithCase, readAssignment, requireStatus } from '../assignment.js';
import { SUBJECT } from '../deadline.js';
import { AssignmentForbiddenError } from '../errors.js';
import { recordEvent } from '../record-event.js';
import { cancelReport } from '../report-deadline.js';

export interface RecallAssignmentInput {
  readonly assignmentId: string;
  readonly reason: string;
}

const OPEN: readonly AssignmentStatus[] = ['given', 'accepted', 'returned', 'reported'];

/**
 * Takes work back that is not done: nobody owes it any more. Only whoever has given it may. Where an operator has ended the
 * case before, only the record is brought in line; a case that is suspended takes nothing.
 * @throws AssignmentNotFoundError, AssignmentForbiddenError, AssignmentStateError, MessageNotCorrelatedError
 */
export function recallAssignment(tell: Tell): Command<RecallAssignmentInput, void> {
  return {
    name: 'assignments.recall-assignment',
    async run(context, { assignmentId, reason }) {
      const { tx, now, caller } = context;
      const seen = await readAssignment(tx, assignmentId);
      if (seen.assigner !== caller.actor) throw new AssignmentForbiddenError('take back what another has given');
      requireStatus(seen, OPEN, 'recalling');
      // Before its deadlines: so does whoever reports on it.
      const assignment = await lockWithCase(tx, assignmentId);
      requireStatus(assignment, OPEN, 'recalling');
      // Before the case ends: what is open still when it does would count as met or missed.
      await cancelDeadlines(context, SUBJECT, assignmentId);
      await cancelReport(context, assignmentId);
      await context.run(correlateMessage, { message: 'assignment.recalled', correlationKey: assignmentId, mustMatch: assignment.goesOn });
      await tx.execute(`update assignment set status = 'recalled', closed_at = $2 where id = $1`, [assignmentId, now]);
      await recordEvent(context, assignmentId, { kind: 'recalled', actor: caller.actor, text: reason });
      await tell(context, holdersOf(assignment), {
        title: 'Việc được giao đã được thu hồi',
        body: `Lý do: ${reason}`,
        instanceId: assignment.instanceId,
        event: `assignment-recalled:${assignmentId}`,
      });
    },
  };
}

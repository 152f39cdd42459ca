import { type Command, correlateMessage, type Tell } from '#runtime';
import { type AssignmentStatus, lockWithCase } from '../assignment.js';
import { recordEvent } from '../record-event.js';
import { requireInUnit } from '../require-in-unit.js';

export interface HandOverAssignmentInput {
  readonly assignmentId: string;
  /** Login of who leaves. */
  readonly from: string;
  /** Login of somebody of the same unit. */
  readonly to: string;
  readonly reason: string;
}

const UNDER_WAY: readonly AssignmentStatus[] = ['given', 'accepted'];

/**
 * Given work goes from somebody who leaves to a colleague of the unit, as signed minutes name him: who had given it hears of it and may
 * give it to others. Progress and deadline stay. It says whether there was anything left to hand over.
 * @throws AssignmentNotFoundError, AssignmentRefusedError, MessageNotCorrelatedError while the case is between two steps
 */
export function handOverAssignment(tell: Tell): Command<HandOverAssignmentInput, 'moved' | 'over'> {
  return {
    name: 'assignments.hand-over',
    async run(context, { assignmentId, from, to, reason }) {
      const { tx, caller, now } = context;
      const assignment = await lockWithCase(tx, assignmentId);
      if (assignment.assignee !== from || !UNDER_WAY.includes(assignment.status)) {
        context.nothingChanged();
        return 'over';
      }
      await requireInUnit(context, 'receiver', to, assignment.unit);
      const accepted = assignment.status === 'accepted';
      await context.run(correlateMessage, {
        message: 'assignment.reassigned',
        correlationKey: assignmentId,
        variables: { assignee: to, accepted },
        mustMatch: true,
      });
      await tx.execute('update assignment set assignee = $2 where id = $1', [assignmentId, to]);
      await recordEvent(context, assignmentId, { kind: 'reassigned', actor: caller.actor, text: reason, assignee: to });
      await tell(context, { people: [assignment.assigner, to], groups: [] }, {
        title: 'Việc được giao đã bàn giao cho người khác',
        body: reason,
        instanceId: assignment.instanceId,
        event: `assignment-handed-over:${assignmentId}:${now}`,
      });
      return 'moved';
    },
  };
}

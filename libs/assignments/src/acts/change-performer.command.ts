import { type Command, correlateMessage, type Tell } from '#runtime';
import { lockWithCase, readAssignment, requireStatus } from '../assignment.js';
import { AssignmentForbiddenError, AssignmentRefusedError } from '../errors.js';
import { recordEvent } from '../record-event.js';
import { requireInUnit } from '../require-in-unit.js';

export interface ChangePerformerInput {
  readonly assignmentId: string;
  /** Login: the head himself, or one of his people. */
  readonly performer: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * The head of the unit that work was given to names another of his people, as when the first is ill. The unit has taken it up
 * and goes on with it: progress, deadline and reports that are owed stay. Work that was given to a person by name is changed
 * by whoever has given it alone.
 * @throws AssignmentNotFoundError, AssignmentForbiddenError, AssignmentStateError, AssignmentRefusedError,
 * MessageNotCorrelatedError while the case is between two steps
 */
export function changePerformer(tell: Tell): Command<ChangePerformerInput, void> {
  return {
    name: 'assignments.change-performer',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { assignmentId, performer, reason, groups }) {
      const { tx, caller } = context;
      const seen = await readAssignment(tx, assignmentId);
      if (!seen.toUnit || !groups.includes(`head:${seen.unit}`)) {
        throw new AssignmentForbiddenError('say who does work that was not given to your unit');
      }
      requireStatus(seen, ['accepted'], 'another performer');
      await requireInUnit(context, 'performer', performer, seen.unit);
      const assignment = await lockWithCase(tx, assignmentId);
      requireStatus(assignment, ['accepted'], 'another performer');
      await context.run(correlateMessage, {
        message: 'assignment.reassigned',
        correlationKey: assignmentId,
        variables: { assignee: performer, accepted: true },
        mustMatch: true,
      });
      if (performer === assignment.assignee) {
        throw new AssignmentRefusedError([{ where: 'performer', what: `${performer} does it already` }]);
      }
      await tx.execute('update assignment set assignee = $2 where id = $1', [assignmentId, performer]);
      await recordEvent(context, assignmentId, { kind: 'reassigned', actor: caller.actor, text: reason, assignee: performer });
      const told = { instanceId: assignment.instanceId, event: `assignment-performer:${assignmentId}:${context.now}` };
      await tell(
        context,
        { people: [assignment.assignee!], groups: [] },
        { title: 'Việc được giao đã chuyển cho người khác', body: `Lý do: ${reason}`, ...told },
      );
      await tell(
        context,
        { people: [performer], groups: [] },
        { title: 'Bạn được phân công thực hiện việc giao cho đơn vị', body: `Lý do: ${reason}`, ...told },
      );
    },
  };
}

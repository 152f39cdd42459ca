import { type Command, setVariables, type Tell } from '#runtime';
import { holdersOf, lockAssignment, readAssignment, requireStatus } from '../assignment.js';
import { AssignmentForbiddenError } from '../errors.js';
import { recordEvent } from '../record-event.js';

export interface RewordAssignmentInput {
  readonly assignmentId: string;
  readonly title: string;
  readonly content: string;
  readonly reason: string;
}

/**
 * Orders something else from now on. What was ordered before stays as it was, in its version: an instruction in the system has
 * the force of an administrative order (47/QĐ-STP §13.3). Only whoever has given the work may.
 * @throws AssignmentNotFoundError, AssignmentForbiddenError, AssignmentStateError
 */
export function rewordAssignment(tell: Tell): Command<RewordAssignmentInput, { version: number }> {
  return {
    name: 'assignments.reword-assignment',
    async run(context, { assignmentId, title, content, reason }) {
      const { tx, now, caller } = context;
      const seen = await readAssignment(tx, assignmentId);
      if (seen.assigner !== caller.actor) throw new AssignmentForbiddenError('change what another has ordered');
      requireStatus(seen, ['given', 'accepted', 'returned'], 'another wording');
      await context.run(setVariables, { instanceId: seen.instanceId, variables: { subject: title, content } });
      const assignment = await lockAssignment(tx, assignmentId);
      requireStatus(assignment, ['given', 'accepted', 'returned'], 'another wording');
      const version = assignment.version + 1;
      await tx.execute('update assignment set version = $2 where id = $1', [assignmentId, version]);
      await tx.execute(
        `insert into assignment_wording (assignment_id, version, title, content, reason, written_by, written_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [assignmentId, version, title, content, reason, caller.actor, now],
      );
      await recordEvent(context, assignmentId, { kind: 'reworded', actor: caller.actor, text: reason });
      await tell(context, holdersOf(assignment), {
        title: 'Nội dung việc được giao đã thay đổi',
        body: `${title}. Lý do: ${reason}`,
        instanceId: assignment.instanceId,
        event: `assignment-wording:${assignmentId}:${version}`,
      });
      return { version };
    },
  };
}

import type { Command, Tell } from '#runtime';
import { holdersOf, lockAssignment } from '../assignment.js';
import { recordEvent } from '../record-event.js';
import { requireReader } from '../rights.js';

export interface CommentOnAssignmentInput {
  readonly assignmentId: string;
  readonly text: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/** A remark of anybody whom the work concerns, also after it is done. @throws AssignmentNotFoundError, AssignmentForbiddenError */
export function commentOnAssignment(tell: Tell): Command<CommentOnAssignmentInput, void> {
  return {
    name: 'assignments.comment-on-assignment',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { assignmentId, text, groups }) {
      const { tx, now, caller } = context;
      const assignment = await lockAssignment(tx, assignmentId);
      await requireReader(tx, { login: caller.actor, groups }, assignmentId);
      await recordEvent(context, assignmentId, { kind: 'comment', actor: caller.actor, text });
      const holders = holdersOf(assignment);
      await tell(
        context,
        { ...holders, people: [assignment.assigner, ...holders.people].filter((login) => login !== caller.actor) },
        {
          title: 'Ý kiến về việc được giao',
          body: text,
          instanceId: assignment.instanceId,
          event: `assignment-comment:${assignmentId}:${caller.actor}:${now}`,
        },
      );
    },
  };
}

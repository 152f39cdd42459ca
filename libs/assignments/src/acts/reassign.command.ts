import { type Command, correlateMessage, type Tell } from '#runtime';
import { type AssignmentStatus, holdersOf, lockWithCase, readAssignment, requireStatus } from '../assignment.js';
import { AssignmentForbiddenError } from '../errors.js';
import { moveTo } from '../move-to.js';
import { recordEvent } from '../record-event.js';
import { findAddressee } from './addressee.js';

export interface ReassignInput {
  readonly assignmentId: string;
  /** One of the two, as when it was given. */
  readonly assignee?: string;
  readonly unit?: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

const UNDER_WAY: readonly AssignmentStatus[] = ['given', 'accepted'];

/**
 * Gives work that is not reported yet to somebody else, who takes it up anew; its deadline stays. Only whoever has given it may.
 * @throws AssignmentNotFoundError, AssignmentForbiddenError, AssignmentStateError, AssignmentRefusedError,
 * MessageNotCorrelatedError while the case is between two steps
 */
export function reassign(tell: Tell): Command<ReassignInput, void> {
  return {
    name: 'assignments.reassign',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { assignmentId, assignee, unit, reason, groups }) {
      const { tx, caller } = context;
      const seen = await readAssignment(tx, assignmentId);
      if (seen.assigner !== caller.actor) throw new AssignmentForbiddenError('give to others what another has given');
      requireStatus(seen, UNDER_WAY, 'another assignee');
      const to = await findAddressee(context, { login: caller.actor, groups }, { assignee, unit });
      const assignment = await lockWithCase(tx, assignmentId);
      requireStatus(assignment, UNDER_WAY, 'another assignee');
      await context.run(correlateMessage, {
        message: 'assignment.reassigned',
        correlationKey: assignmentId,
        variables: { assignee: to.assignee, assignedUnit: to.unit, toUnit: to.assignee === null, accepted: false },
        mustMatch: true,
      });
      await moveTo(context, assignmentId, to);
      await recordEvent(context, assignmentId, { kind: 'reassigned', actor: caller.actor, text: reason, assignee: to.assignee });
      await tell(context, holdersOf(assignment), {
        title: 'Việc được giao đã chuyển cho người khác',
        body: `Lý do: ${reason}`,
        instanceId: assignment.instanceId,
        event: `assignment-reassigned:${assignmentId}:${context.now}`,
      });
    },
  };
}

import type { Command, CommandContext } from '#runtime';
import { lockDeadline } from '../ledger/deadline-row.js';
import type { DeadlineKind } from '../ledger/deadline-kind.js';
import { type DeadlineStatus, outcomeAt } from '../ledger/deadline-status.js';
import { isSameInstant } from '../ledger/due-of.js';
import { DeadlineActRefusedError, DeadlineOpenError } from '../ledger/errors.js';
import { recordActs } from '../ledger/record-acts.js';
import type { FollowDeadlines } from '../ledger/shift-deadlines.js';
import { lockTaskDeadline, writeTaskDue } from '../ledger/task-deadline.js';
import { refuseFarOff, wholeSecond } from './act-times.js';
import type { ActedDeadline } from './acted-deadline.js';
import { type Deciding, requireCorrector } from './deciding-rights.js';

export interface CorrectDeadlineInput extends Deciding {
  readonly kind: DeadlineKind;
  readonly id: string;
  /** The due date that should have stood. */
  readonly dueAt: string;
  readonly reason: string;
}

/**
 * Corrects the due date of what has ended, as where a calendar was published too late: whether it was in time is judged
 * anew, and reports of its period change. Who did what when is never changed.
 * @throws DeadlineNotFoundError, DeadlineOpenError, DeadlineActRefusedError, DeadlineForbiddenError
 */
export function correctDeadline(follow: FollowDeadlines): Command<CorrectDeadlineInput, ActedDeadline> {
  return {
    name: 'deadlines.correct-deadline',
    request: ({ groups: _groups, ...request }) => request,

    async run(context, { kind, id, dueAt: given, reason, groups }) {
      const dueAt = wholeSecond(given);
      refuseFarOff('dueAt', dueAt, context.now);
      const correct = kind === 'case' ? correctCase(context, follow, { id, dueAt, groups }) : correctTask(context, { id, dueAt, groups });
      const { instanceId, dueAt: before } = await correct;
      const act = { act: 'correction', at: context.now, reason, approvedBy: context.caller.actor } as const;
      recordActs(context, kind, [{ id, instance: instanceId, before, after: dueAt }], act);
      const subject = kind === 'case' ? 'deadline' : 'user-task';
      context.audit({ subject, subjectId: id, detail: { reason, old: { dueAt: before }, new: { dueAt } } });
      return { dueAt, pausedUntil: null };
    },
  };
}

/** What stood there, of either kind. */
interface Ended {
  readonly instanceId: string;
  readonly dueAt: string;
}

/** Which deadline, the due date that should have stood, and who says so. */
type Correction = Pick<CorrectDeadlineInput, 'id' | 'dueAt' | 'groups'>;

async function correctCase(context: CommandContext, follow: FollowDeadlines, { id, dueAt, groups }: Correction): Promise<Ended> {
  const deadline = await lockDeadline(context, id);
  requireCorrector(context, { groups }, { person: null, unitCode: deadline.unitCode });
  refuseOpenOrSame(id, deadline, dueAt);
  const { subject, subjectId } = deadline;
  await follow.write(context.tx, [{ subject, subjectId, dueAt, status: await judgeAnew(context, id, dueAt) }]);
  return deadline;
}

async function correctTask(context: CommandContext, { id, dueAt, groups }: Correction): Promise<Ended> {
  const task = await lockTaskDeadline(context, id);
  requireCorrector(context, { groups }, { person: task.doneBy ?? task.assignee, unitCode: task.ownUnit });
  refuseOpenOrSame(id, task, dueAt);
  writeTaskDue(context, id, dueAt);
  return task;
}

function refuseOpenOrSame(id: string, ended: { readonly status: string; readonly dueAt: string }, dueAt: string): void {
  if (ended.status === 'open') throw new DeadlineOpenError(id);
  if (isSameInstant(dueAt, ended.dueAt)) throw new DeadlineActRefusedError('dueAt', 'is what stands there', 'There is nothing to correct.');
}

async function judgeAnew({ tx }: CommandContext, id: string, dueAt: string): Promise<DeadlineStatus> {
  const [judged] = await tx.query<{ status: DeadlineStatus }>(
    `update deadline set due_at = $2, calendar_publication = null,
       status = case when status = 'cancelled' then status else ${outcomeAt('closed_at', '$2')} end
     where id = $1 returning status`,
    [id, dueAt],
  );
  return judged!.status;
}

import type { Command, CommandContext } from '#runtime';
import { lockDeadline } from '../ledger/deadline-row.js';
import { DeadlineActRefusedError, type DeadlineKind, DeadlineOpenError } from '../ledger/errors.js';
import { type FollowDeadlines, recordActs } from '../ledger/shift-deadlines.js';
import { lockTaskDeadline, writeTaskDue } from '../ledger/task-deadline.js';
import { type Deciding, requireCorrector } from './deciding-rights.js';
import type { ActedDeadline } from './pause-deadline.command.js';

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
      requireCorrector({ groups });
      const dueAt = new Date(given).toISOString();
      const correct = kind === 'case' ? correctCase(context, follow, id, dueAt) : correctTask(context, id, dueAt);
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

async function correctCase(context: CommandContext, follow: FollowDeadlines, id: string, dueAt: string): Promise<Ended> {
  const deadline = await lockDeadline(context, id);
  refuseOpenOrSame(id, deadline, dueAt);
  judgeAnew(context, id, dueAt);
  await follow(context.tx, [{ subject: deadline.subject, subjectId: deadline.subjectId, dueAt }]);
  return deadline;
}

async function correctTask(context: CommandContext, id: string, dueAt: string): Promise<Ended> {
  const task = await lockTaskDeadline(context, id);
  refuseOpenOrSame(id, task, dueAt);
  writeTaskDue(context, id, dueAt);
  return task;
}

function refuseOpenOrSame(id: string, ended: { readonly status: string; readonly dueAt: string }, dueAt: string): void {
  if (ended.status === 'open') throw new DeadlineOpenError(id);
  if (dueAt === ended.dueAt) throw new DeadlineActRefusedError('dueAt', 'is what stands there', 'There is nothing to correct.');
}

function judgeAnew({ tx }: CommandContext, id: string, dueAt: string): void {
  tx.later({
    sql: `update deadline set due_at = $2, calendar = null, calendar_version = null, calendar_publication = null,
       status = case when status = 'cancelled' then status when closed_at <= $2 then 'met' else 'missed' end
     where id = $1`,
    parameters: [id, dueAt],
  });
}

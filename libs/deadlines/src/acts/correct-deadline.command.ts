import type { Command, CommandContext } from '#runtime';
import { lockDeadline } from '../ledger/deadline-row.js';
import type { DeadlineKind } from '../ledger/deadline-kind.js';
import { type DeadlineStatus, outcomeAt } from '../ledger/deadline-status.js';
import { isSameInstant } from '../ledger/due-of.js';
import { officeCalendars } from '../ledger/office-calendars.js';
import { type ActOnDeadline, recordActs } from '../ledger/record-acts.js';
import { type FollowDeadlines, shiftDeadlines } from '../ledger/shift-deadlines.js';
import { lockTaskDeadline, writeTaskDue } from '../ledger/task-deadline.js';
import { refuseFarOff, refusePaused, wholeSecond } from './act-times.js';
import { type ActedDeadline, actedDeadline } from './acted-deadline.js';
import { correctEndedTasks } from './correct-ended-tasks.js';
import type { Deciding } from './decider.js';
import { requireCorrector } from './deciding-rights.js';
import { NothingToCorrectError } from './errors.js';
import { owesInCase, owesTask } from './who-owes.js';

export interface CorrectDeadlineInput extends Pick<Deciding, 'groups'> {
  readonly kind: DeadlineKind;
  readonly id: string;
  /** The due date that should have stood. */
  readonly dueAt: string;
  readonly reason: string;
}

/**
 * Puts a wrong due date right, earlier or later: of what is open, as where a year was mistyped, and of what has ended, as
 * where a calendar was published too late. That is judged anew, and reports of its period change; who did what when never is.
 * That of a case takes along what an extension does, and the ended tasks that followed it.
 * @throws DeadlineNotFoundError, DeadlinePauseError, NothingToCorrectError, DateFarOffError, DeadlineForbiddenError
 */
export function correctDeadline(follow: FollowDeadlines): Command<CorrectDeadlineInput, ActedDeadline> {
  return {
    name: 'deadlines.correct-deadline',
    request: ({ groups: _groups, ...request }) => request,

    async run(context, { kind, id, dueAt: given, reason, groups }) {
      const dueAt = wholeSecond(given);
      refuseFarOff('dueAt', dueAt, context.now);
      const act = { act: 'correction', at: context.now, reason, approvedBy: context.caller.actor } as const;
      const correction = { id, dueAt, groups, act };
      const { before, unitCode } = await (kind === 'case' ? correctCase(context, follow, correction) : correctTask(context, correction));
      const subject = kind === 'case' ? 'deadline' : 'user-task';
      context.audit({ subject, subjectId: id, detail: { reason, old: { dueAt: before }, new: { dueAt } } });
      return actedDeadline(context, unitCode, { dueAt, pausedUntil: null });
    },
  };
}

/** Which deadline, the due date that should have stood, who says so, and the act. */
interface Correction extends Pick<CorrectDeadlineInput, 'id' | 'dueAt' | 'groups'> {
  readonly act: ActOnDeadline;
}

/** The due date that stood there, and by whose calendar days are off. */
interface Corrected {
  readonly before: string;
  readonly unitCode: string | null;
}

async function correctCase(context: CommandContext, follow: FollowDeadlines, { id, dueAt, groups, act }: Correction): Promise<Corrected> {
  const deadline = await lockDeadline(context, id);
  const { subject, subjectId, instanceId, unitCode, status, dueAt: before } = deadline;
  const isOpen = status === 'open';
  requireCorrector(context, { groups }, { person: null, unitCode, owes: isOpen && (await owesInCase(context, { groups }, instanceId)) });
  refuseSame(before, dueAt);
  if (isOpen) {
    refusePaused(deadline, context.now);
    await shiftDeadlines(context, follow, [{ deadline, due: { dueAt, counted: false, pausedUntil: null } }], act);
  } else {
    await follow.write(context.tx, [{ subject, subjectId, dueAt, status: await judgeAnew(context, id, dueAt) }], officeCalendars(context));
    recordActs(context, 'case', [{ id, instance: instanceId, before, after: dueAt }], act);
  }
  await correctEndedTasks(context, deadline, dueAt, act);
  return { before, unitCode };
}

async function correctTask(context: CommandContext, { id, dueAt, groups, act }: Correction): Promise<Corrected> {
  const task = await lockTaskDeadline(context, id);
  const { instanceId, dueAt: before, doneBy, assignee, ownUnit, unitCode, status } = task;
  const person = doneBy ?? assignee;
  requireCorrector(context, { groups }, { person, unitCode: ownUnit, owes: status === 'open' && owesTask(context, { groups }, task) });
  refuseSame(before, dueAt);
  writeTaskDue(context, id, dueAt);
  recordActs(context, 'task', [{ id, instance: instanceId, before, after: dueAt }], act);
  return { before, unitCode };
}

function refuseSame(before: string, dueAt: string): void {
  if (isSameInstant(dueAt, before)) throw new NothingToCorrectError('dueAt', 'is what stands there', 'There is nothing to correct.');
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

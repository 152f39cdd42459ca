import type { Command, CommandContext } from '#runtime';
import type { DeadlineKind } from '../ledger/deadline-kind.js';
import { DeadlineActRefusedError, DeadlineClosedError, DeadlinePauseError } from '../ledger/errors.js';
import { officeCalendars } from '../ledger/office-calendars.js';
import { type ActOnDeadline, recordActs } from '../ledger/record-acts.js';
import { type FollowDeadlines, shiftDeadlines } from '../ledger/shift-deadlines.js';
import { lockTaskDeadline, writeTaskDue } from '../ledger/task-deadline.js';
import { type ActedDeadline, isPaused } from './acted-deadline.js';
import { refuseFarOff, wholeSecond } from './act-times.js';
import { type Deciding, owesTask, requireDecider } from './deciding-rights.js';
import { lockForDecision } from './lock-for-decision.js';

export interface ExtendDeadlineInput extends Deciding {
  readonly kind: DeadlineKind;
  readonly id: string;
  /** An instant, or so many working days after the present due date. */
  readonly to: { readonly dueAt: string } | { readonly workingDays: number };
  readonly reason: string;
}

/**
 * Gives a deadline more time. The approved instant stands from then on, whatever the calendar or the model says. That of a
 * case takes variables, tasks, timers and the obligation along; that of a task concerns the task alone.
 * @throws DeadlineNotFoundError, DeadlineClosedError, DeadlinePauseError, DeadlineActRefusedError, DeadlineForbiddenError
 */
export function extendDeadline(follow: FollowDeadlines): Command<ExtendDeadlineInput, ActedDeadline> {
  return {
    name: 'deadlines.extend-deadline',
    request: ({ groups: _groups, ...request }) => request,
    run: (context, input) => (input.kind === 'case' ? extendCase(context, follow, input) : extendTask(context, input)),
  };
}

async function extendCase(context: CommandContext, follow: FollowDeadlines, input: ExtendDeadlineInput): Promise<ActedDeadline> {
  const { id, to, reason, groups } = input;
  const deadline = await lockForDecision(context, id, { groups });
  if (isPaused(deadline.pausedUntil, context.now)) {
    throw new DeadlinePauseError(id, `is paused until ${deadline.pausedUntil}; let it go on first`);
  }
  const book = officeCalendars(context);
  const dueAt = laterDue(context, deadline.dueAt, to, (days) => book.ofUnit(deadline.unitCode).workingTime.addDays(deadline.dueAt, days));
  const due = { dueAt, counted: false, pausedUntil: null };
  await shiftDeadlines(context, follow, [{ deadline, due }], extensionOf(context, input));
  const detail = { reason, old: { dueAt: deadline.dueAt }, new: { dueAt } };
  context.audit({ subject: 'deadline', subjectId: id, detail });
  return { dueAt, pausedUntil: null };
}

async function extendTask(context: CommandContext, input: ExtendDeadlineInput): Promise<ActedDeadline> {
  const { id, to, reason, groups } = input;
  const task = await lockTaskDeadline(context, id);
  requireDecider({ groups }, { unitCode: task.ownUnit, owes: owesTask(context, { groups }, task) });
  if (task.status !== 'open') throw new DeadlineClosedError(id, task.status);
  const book = officeCalendars(context);
  const dueAt = laterDue(context, task.dueAt, to, (days) => book.ofUnit(task.unitCode).workingTime.addDays(task.dueAt, days));
  writeTaskDue(context, id, dueAt);
  const act = { id, instance: task.instanceId, before: task.dueAt, after: dueAt };
  recordActs(context, 'task', [act], extensionOf(context, input));
  context.audit({ subject: 'user-task', subjectId: id, detail: { reason, old: { dueAt: task.dueAt }, new: { dueAt } } });
  return { dueAt, pausedUntil: null };
}

/** @throws DeadlineActRefusedError where it gives no more time */
function laterDue(
  { now }: CommandContext,
  dueAt: string,
  to: ExtendDeadlineInput['to'],
  addDays: (days: number) => string,
): string {
  const later = 'dueAt' in to ? wholeSecond(to.dueAt) : addDays(to.workingDays);
  refuseFarOff('dueAt', later, now);
  if (Date.parse(later) <= Date.parse(dueAt)) {
    throw new DeadlineActRefusedError('dueAt', `is not after the present deadline ${dueAt}`, 'An extension gives more time.');
  }
  if (Date.parse(later) <= Date.parse(now)) {
    throw new DeadlineActRefusedError('dueAt', `${later} has passed`, 'Give a date that lies ahead, or more working days.');
  }
  return later;
}

function extensionOf({ now, caller }: CommandContext, { to, reason }: ExtendDeadlineInput): ActOnDeadline {
  const workingDays = 'workingDays' in to ? to.workingDays : undefined;
  return { act: 'extension', at: now, workingDays, reason, approvedBy: caller.actor };
}

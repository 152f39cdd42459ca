import type { Command, CommandContext } from '#runtime';
import { lockDeadline } from '../ledger/deadline-row.js';
import { DeadlineActRefusedError, DeadlineClosedError, type DeadlineKind, DeadlinePauseError } from '../ledger/errors.js';
import { lockTaskDeadline, writeTaskDue } from '../ledger/task-deadline.js';
import { calendarNameOf, knownUnit, officeCalendars } from '../ledger/office-calendars.js';
import { type FollowDeadlines, recordActs, shiftDeadlines } from '../ledger/shift-deadlines.js';
import { type Deciding, owingInCase, requireDecider } from './deciding-rights.js';
import { type ActedDeadline, isPaused } from './pause-deadline.command.js';

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
  const deadline = await lockDeadline(context, id);
  requireDecider(context, { groups }, { unitCode: deadline.unitCode, owing: await owingInCase(context, deadline.instanceId) });
  if (deadline.status !== 'open') throw new DeadlineClosedError(id, deadline.status);
  if (isPaused(deadline.pausedUntil, context.now)) {
    throw new DeadlinePauseError(id, `is paused until ${deadline.pausedUntil}; let it go on first`);
  }
  const book = officeCalendars(context);
  const dueAt = laterThan(deadline.dueAt, to, (days) => book.workingTime(calendarNameOf(book, deadline)).addDays(deadline.dueAt, days));
  const due = { dueAt, counted: false, pausedUntil: null };
  await shiftDeadlines(context, follow, [{ deadline, due }], extensionOf(context, input));
  const detail = { reason, old: { dueAt: deadline.dueAt }, new: { dueAt } };
  context.audit({ subject: 'deadline', subjectId: id, detail });
  return { dueAt, pausedUntil: null };
}

async function extendTask(context: CommandContext, input: ExtendDeadlineInput): Promise<ActedDeadline> {
  const { id, to, reason, groups } = input;
  const task = await lockTaskDeadline(context, id);
  const owing = task.assignee === null ? [] : [task.assignee];
  requireDecider(context, { groups }, { unitCode: task.unitCode, owing });
  if (task.status !== 'open') throw new DeadlineClosedError(id, task.status);
  const book = officeCalendars(context);
  const calendar = task.unitCode === null ? undefined : knownUnit(book, task.unitCode);
  const dueAt = laterThan(task.dueAt, to, (days) => book.workingTime(calendar).addDays(task.dueAt, days));
  writeTaskDue(context, id, dueAt);
  const act = { id, instance: task.instanceId, before: task.dueAt, after: dueAt };
  recordActs(context, 'task', [act], extensionOf(context, input));
  context.audit({ subject: 'user-task', subjectId: id, detail: { reason, old: { dueAt: task.dueAt }, new: { dueAt } } });
  return { dueAt, pausedUntil: null };
}

function laterThan(dueAt: string, to: ExtendDeadlineInput['to'], addDays: (days: number) => string): string {
  const later = 'dueAt' in to ? new Date(to.dueAt).toISOString() : addDays(to.workingDays);
  if (Date.parse(later) > Date.parse(dueAt)) return later;
  throw new DeadlineActRefusedError('dueAt', `is not after the present deadline ${dueAt}`, 'An extension gives more time.');
}

function extensionOf({ now, caller }: CommandContext, { to, reason }: ExtendDeadlineInput) {
  const workingDays = 'workingDays' in to ? to.workingDays : undefined;
  return { act: 'extension', at: now, workingDays, reason, approvedBy: caller.actor } as const;
}

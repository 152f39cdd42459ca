import type { Command, CommandContext } from '#runtime';
import type { DeadlineKind } from '../ledger/deadline-kind.js';
import { type DeadlineRow, readActs } from '../ledger/deadline-row.js';
import { type DueDate, dueOf, isSameInstant } from '../ledger/due-of.js';
import { officeCalendars } from '../ledger/office-calendars.js';
import { type ActOnDeadline, recordActs } from '../ledger/record-acts.js';
import { type FollowDeadlines, shiftDeadlines } from '../ledger/shift-deadlines.js';
import { lockTaskDeadline, writeTaskDue } from '../ledger/task-deadline.js';
import { type ActedDeadline, actedDeadline } from './acted-deadline.js';
import { refuseFarOff, refusePaused, wholeSecond } from './act-times.js';
import { deciderOf, type Deciding, withoutGroups } from './decider.js';
import { requireDecider } from './deciding-rights.js';
import { DeadlineClosedError, DueDateChangedError, ExtensionRefusedError } from './errors.js';
import { lockForDecision } from './lock-for-decision.js';
import { owesTask } from './who-owes.js';

export interface ExtendDeadlineInput extends Deciding {
  readonly kind: DeadlineKind;
  readonly id: string;
  /**
   * An instant, or so many working days after the present due date. That is named (`from`), so that of two requests for the
   * same days only one counts.
   */
  readonly to: { readonly dueAt: string } | { readonly workingDays: number; readonly from: string };
  readonly reason: string;
}

/**
 * Gives a deadline more time. An approved instant stands from then on, whatever the calendar or the model says; working days
 * of a case are counted again where the calendar moves. That of a case takes variables, tasks, timers and the obligation
 * along; that of a task concerns the task alone.
 * @throws DeadlineNotFoundError, DeadlineClosedError, DeadlinePauseError, DueDateChangedError, ExtensionRefusedError,
 * DateFarOffError, DeadlineForbiddenError, HigherDecisionNeededError
 */
export function extendDeadline(follow: FollowDeadlines): Command<ExtendDeadlineInput, ActedDeadline> {
  return {
    name: 'deadlines.extend-deadline',
    request: withoutGroups,
    run: (context, input) => (input.kind === 'case' ? extendCase(context, follow, input) : extendTask(context, input)),
  };
}

async function extendCase(context: CommandContext, follow: FollowDeadlines, input: ExtendDeadlineInput): Promise<ActedDeadline> {
  const { id, to, reason } = input;
  const deadline = await lockForDecision(context, id, input, 'extension');
  refusePaused(deadline, context.now);
  refuseOtherDue(id, deadline.dueAt, to);
  const due = await extendedDue(context, deadline, to);
  const { dueAt } = due;
  refuseNoMoreTime(context, deadline.dueAt, dueAt);
  await shiftDeadlines(context, follow, [{ deadline, due }], extensionOf(context, input));
  const detail = { reason, approvedBy: deciderOf(context, input).login, old: { dueAt: deadline.dueAt }, new: { dueAt } };
  context.audit({ subject: 'deadline', subjectId: id, detail });
  return actedDeadline(context, deadline.unitCode, due);
}

async function extendTask(context: CommandContext, input: ExtendDeadlineInput): Promise<ActedDeadline> {
  const { id, to, reason } = input;
  const task = await lockTaskDeadline(context, id);
  requireDecider(context, input, { unitCode: task.ownUnit, owes: owesTask(context, input, task), unitOwes: false });
  if (task.status !== 'open') throw new DeadlineClosedError(id, task.status);
  refuseOtherDue(id, task.dueAt, to);
  const { workingTime } = officeCalendars(context).ofUnit(task.unitCode);
  const dueAt = 'dueAt' in to ? wholeSecond(to.dueAt) : workingTime.addDays(task.dueAt, to.workingDays);
  refuseNoMoreTime(context, task.dueAt, dueAt);
  writeTaskDue(context, id, dueAt);
  const act = { id, instance: task.instanceId, before: task.dueAt, after: dueAt };
  recordActs(context, 'task', [act], extensionOf(context, input));
  const detail = { reason, approvedBy: deciderOf(context, input).login, old: { dueAt: task.dueAt }, new: { dueAt } };
  context.audit({ subject: 'user-task', subjectId: id, detail });
  return actedDeadline(context, task.unitCode, { dueAt, pausedUntil: null });
}

async function extendedDue(context: CommandContext, { id, rule, unitCode }: DeadlineRow, to: ExtendDeadlineInput['to']): Promise<DueDate> {
  if ('dueAt' in to) return { dueAt: wholeSecond(to.dueAt), counted: false, pausedUntil: null };
  const acts = (await readActs(context.tx, [id])).get(id) ?? [];
  const extension = { act: 'extension', at: context.now, until: null, workingDays: to.workingDays, dueAfter: to.from } as const;
  return dueOf(rule, [...acts, extension], officeCalendars(context).ofUnit(unitCode).workingTime);
}

/** @throws DueDateChangedError where the decider saw another due date than is to be extended */
function refuseOtherDue(id: string, dueAt: string, to: ExtendDeadlineInput['to']): void {
  if ('from' in to && !isSameInstant(to.from, dueAt)) throw new DueDateChangedError(id, dueAt);
}

/** @throws DateFarOffError, ExtensionRefusedError */
function refuseNoMoreTime({ now }: CommandContext, dueAt: string, later: string): void {
  refuseFarOff('dueAt', later, now);
  if (Date.parse(later) <= Date.parse(dueAt)) {
    throw new ExtensionRefusedError('dueAt', `is not after the present deadline ${dueAt}`, 'An extension gives more time.');
  }
  if (Date.parse(later) <= Date.parse(now)) {
    throw new ExtensionRefusedError('dueAt', `${later} has passed`, 'Give a date that lies ahead, or more working days.');
  }
}

function extensionOf(context: CommandContext, input: ExtendDeadlineInput): ActOnDeadline {
  const { to, reason } = input;
  const workingDays = 'workingDays' in to ? to.workingDays : undefined;
  return { act: 'extension', at: context.now, workingDays, reason, approvedBy: deciderOf(context, input).login };
}

import type { Command } from '#runtime';
import { dueOf } from '../ledger/due-of.js';
import { DeadlineActRefusedError, DeadlineClosedError, DeadlinePauseError } from '../ledger/errors.js';
import { lockDeadline, readActs } from '../ledger/deadline-row.js';
import { calendarNameOf, officeCalendars } from '../ledger/office-calendars.js';
import { type FollowDeadlines, shiftDeadlines } from '../ledger/shift-deadlines.js';
import { type Deciding, owingInCase, requireDecider } from './deciding-rights.js';

export interface PauseDeadlineInput extends Deciding {
  /** Of the case deadline. */
  readonly id: string;
  /** From when the clock stands still; absent: from now on. It may lie back, where the decision came later. */
  readonly from?: string;
  /** When it is expected to go on, so that there is a due date at all times. */
  readonly until: string;
  readonly reason: string;
}

/** Where a deadline stands after an act. */
export interface ActedDeadline {
  readonly dueAt: string;
  readonly pausedUntil: string | null;
}

/**
 * Stops the clock of a case, as while another agency is asked: the working time that is left at its beginning is left at
 * its end. Variables, tasks, timers and the obligation move along.
 * @throws DeadlineNotFoundError, DeadlineClosedError, DeadlinePauseError, DeadlineActRefusedError, DeadlineForbiddenError
 */
export function pauseDeadline(follow: FollowDeadlines): Command<PauseDeadlineInput, ActedDeadline> {
  return {
    name: 'deadlines.pause-deadline',
    request: ({ groups: _groups, ...request }) => request,

    async run(context, { id, from = context.now, until, reason, groups }) {
      const deadline = await lockDeadline(context, id);
      requireDecider(context, { groups }, { unitCode: deadline.unitCode, owing: await owingInCase(context, deadline.instanceId) });
      if (deadline.status !== 'open') throw new DeadlineClosedError(id, deadline.status);
      if (isPaused(deadline.pausedUntil, context.now)) {
        throw new DeadlinePauseError(id, `is paused already, until ${deadline.pausedUntil}`);
      }
      const acts = (await readActs(context.tx, [id])).get(id) ?? [];
      const last = acts.at(-1)?.until ?? acts.at(-1)?.at ?? deadline.startedAt;
      refuseOddTimes({ from, until, last, now: context.now, dueAt: deadline.dueAt });
      const book = officeCalendars(context);
      const pause = { act: 'pause', at: new Date(from).toISOString(), until: new Date(until).toISOString() } as const;
      const calendar = book.workingTime(calendarNameOf(book, deadline));
      const due = dueOf(deadline.rule, [...acts, { ...pause, dueAfter: deadline.dueAt }], calendar);
      await shiftDeadlines(context, follow, [{ deadline, due }], { ...pause, reason, approvedBy: context.caller.actor });
      const { dueAt, pausedUntil } = due;
      context.audit({
        subject: 'deadline',
        subjectId: id,
        detail: { reason, from: pause.at, until: pause.until, old: { dueAt: deadline.dueAt }, new: { dueAt } },
      });
      return { dueAt, pausedUntil };
    },
  };
}

/** The expected end of a pause ends it, also where nobody says so. */
export function isPaused(pausedUntil: string | null, now: string): pausedUntil is string {
  return pausedUntil !== null && Date.parse(pausedUntil) > Date.parse(now);
}

interface PauseTimes {
  readonly from: string;
  readonly until: string;
  /** Of what was decided last. */
  readonly last: string;
  readonly now: string;
  readonly dueAt: string;
}

function refuseOddTimes({ from, until, last, now, dueAt }: PauseTimes): void {
  const at = Date.parse(from);
  if (at > Date.parse(now)) {
    throw new DeadlineActRefusedError('from', 'lies in the future', 'Pause it when the time has come.');
  }
  if (at < Date.parse(last)) {
    throw new DeadlineActRefusedError('from', `lies before ${last}`, 'A pause begins after what was decided last.');
  }
  if (at >= Date.parse(dueAt)) {
    throw new DeadlineActRefusedError('from', `is not before the deadline ${dueAt}`, 'What is late is extended, not paused.');
  }
  if (Date.parse(until) <= Math.max(at, Date.parse(now))) {
    throw new DeadlineActRefusedError('until', 'has passed', 'Give the expected end of the pause.');
  }
}

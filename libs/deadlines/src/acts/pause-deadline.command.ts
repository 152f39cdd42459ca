import type { Command } from '#runtime';
import { decidedUntil, dueOf } from '../ledger/due-of.js';
import { DeadlineActRefusedError, DeadlinePauseError } from '../ledger/errors.js';
import { readActs } from '../ledger/deadline-row.js';
import { officeCalendars } from '../ledger/office-calendars.js';
import { type FollowDeadlines, shiftDeadlines } from '../ledger/shift-deadlines.js';
import { refuseFarOff, wholeSecond } from './act-times.js';
import { type ActedDeadline, isPaused } from './acted-deadline.js';
import type { Deciding } from './deciding-rights.js';
import { lockForDecision } from './lock-for-decision.js';

export interface PauseDeadlineInput extends Deciding {
  /** Of the case deadline. */
  readonly id: string;
  /** From when the clock stands still; absent: from now on. It may lie back, where the decision came later. */
  readonly from?: string;
  /** When it is expected to go on, so that there is a due date at all times. */
  readonly until: string;
  readonly reason: string;
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
      const deadline = await lockForDecision(context, id, { groups });
      if (isPaused(deadline.pausedUntil, context.now)) {
        throw new DeadlinePauseError(id, `is paused already, until ${deadline.pausedUntil}`);
      }
      const acts = (await readActs(context.tx, [id])).get(id) ?? [];
      const last = decidedUntil(deadline.startedAt, acts);
      refuseOddTimes({ from, until, last, now: context.now, dueAt: deadline.dueAt });
      const book = officeCalendars(context);
      const pause = { act: 'pause', at: wholeSecond(from), until: wholeSecond(until) } as const;
      const calendar = book.ofUnit(deadline.unitCode).workingTime;
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

interface PauseTimes {
  readonly from: string;
  readonly until: string;
  /** Until when earlier decisions have their effect. */
  readonly last: string;
  readonly now: string;
  readonly dueAt: string;
}

function refuseOddTimes({ from, until, last, now, dueAt }: PauseTimes): void {
  refuseFarOff('until', until, now);
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

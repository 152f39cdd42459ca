import type { Command } from '#runtime';
import { decidedUntil, dueOf } from '../ledger/due-of.js';
import { readActs } from '../ledger/deadline-row.js';
import { officeCalendars } from '../ledger/office-calendars.js';
import { type FollowDeadlines, shiftDeadlines } from '../ledger/shift-deadlines.js';
import { isPaused, refusePaused, wholeSecond } from './act-times.js';
import { type ActedDeadline, actedDeadline } from './acted-deadline.js';
import { deciderOf, type Deciding, withoutGroups } from './decider.js';
import { PauseRefusedError } from './errors.js';
import { lockForDecision } from './lock-for-decision.js';

export interface PauseDeadlineInput extends Deciding {
  /** Of the case deadline. */
  readonly id: string;
  /** From when the clock stands still; absent: from now on. It may lie back, where the decision came later. */
  readonly from?: string;
  /** When it is expected to go on, so that there is a due date at all times; in the past, where the stop is over already. */
  readonly until: string;
  readonly reason: string;
}

/**
 * Stops the clock of a case, as while another agency is asked: the working time that is left at its beginning is left at
 * its end. Variables, tasks, timers and the obligation move along.
 * @throws DeadlineNotFoundError, DeadlineClosedError, DeadlinePauseError, PauseRefusedError, DeadlineForbiddenError,
 * HigherDecisionNeededError
 */
export function pauseDeadline(follow: FollowDeadlines): Command<PauseDeadlineInput, ActedDeadline> {
  return {
    name: 'deadlines.pause-deadline',
    request: withoutGroups,

    async run(context, { id, from = context.now, until, reason, ...deciding }) {
      const deadline = await lockForDecision(context, id, deciding, 'pause');
      const approvedBy = deciderOf(context, deciding).login;
      refusePaused(deadline, context.now);
      const acts = (await readActs(context.tx, [id])).get(id) ?? [];
      const last = decidedUntil(deadline.startedAt, acts);
      refuseOddTimes({ from, until, last, now: context.now, dueAt: deadline.dueAt });
      const book = officeCalendars(context);
      const pause = { act: 'pause', at: wholeSecond(from), until: wholeSecond(until) } as const;
      const pausedUntil = isPaused(pause.until, context.now) ? pause.until : null;
      const calendar = book.ofUnit(deadline.unitCode).workingTime;
      const { dueAt } = dueOf(deadline.rule, [...acts, { ...pause, workingDays: null, dueAfter: deadline.dueAt }], calendar);
      const due = { dueAt, counted: true, pausedUntil };
      await shiftDeadlines(context, follow, [{ deadline, due }], { ...pause, reason, approvedBy });
      context.audit({
        subject: 'deadline',
        subjectId: id,
        detail: { reason, approvedBy, from: pause.at, until: pause.until, old: { dueAt: deadline.dueAt }, new: { dueAt } },
      });
      return actedDeadline(context, deadline.unitCode, due);
    },
  };
}

/** Nobody waits longer for an answer without deciding again; what is longer was mistyped. */
const MOST_PAUSED_DAYS = 366;
const DAY_MS = 86_400_000;

interface PauseTimes {
  readonly from: string;
  readonly until: string;
  /** Until when earlier decisions have their effect. */
  readonly last: string;
  readonly now: string;
  readonly dueAt: string;
}

function refuseOddTimes({ from, until, last, now, dueAt }: PauseTimes): void {
  const at = Date.parse(from);
  if (at > Date.parse(now)) {
    throw new PauseRefusedError('from', 'lies in the future', 'Pause it when the time has come.');
  }
  if (at < Date.parse(last)) {
    throw new PauseRefusedError('from', `lies before ${last}`, 'A pause begins after what was decided last.');
  }
  if (at >= Date.parse(dueAt)) {
    throw new PauseRefusedError('from', `is not before the deadline ${dueAt}`, 'What is late is extended, not paused.');
  }
  const length = Date.parse(until) - at;
  if (length <= 0) {
    throw new PauseRefusedError('until', 'is not after the beginning of the pause', 'Give the end of the pause, expected or past.');
  }
  if (length > MOST_PAUSED_DAYS * DAY_MS) {
    throw new PauseRefusedError('until', 'lies more than a year after its beginning', 'Check the date; pause again when that time is over.');
  }
}

import type { Command } from '#runtime';
import { readActs } from '../ledger/deadline-row.js';
import { dueOf } from '../ledger/due-of.js';
import { officeCalendars } from '../ledger/office-calendars.js';
import { type FollowDeadlines, shiftDeadlines } from '../ledger/shift-deadlines.js';
import { isPaused, wholeSecond } from './act-times.js';
import { type ActedDeadline, actedDeadline } from './acted-deadline.js';
import { deciderOf, type Deciding, withoutGroups } from './decider.js';
import { DeadlinePauseError } from './errors.js';
import { lockForDecision } from './lock-for-decision.js';

export interface ResumeDeadlineInput extends Deciding {
  readonly id: string;
  readonly reason: string;
}

/**
 * Lets the clock of a paused case go on before the expected end of the pause, from now.
 * @throws DeadlineNotFoundError, DeadlineClosedError, DeadlinePauseError, DeadlineForbiddenError,
 * HigherDecisionNeededError
 */
export function resumeDeadline(follow: FollowDeadlines): Command<ResumeDeadlineInput, ActedDeadline> {
  return {
    name: 'deadlines.resume-deadline',
    request: withoutGroups,

    async run(context, { id, reason, ...deciding }) {
      const deadline = await lockForDecision(context, id, deciding, 'resume');
      const approvedBy = deciderOf(context, deciding).login;
      if (!isPaused(deadline.pausedUntil, context.now)) throw new DeadlinePauseError(id, null);
      const acts = (await readActs(context.tx, [id])).get(id) ?? [];
      const book = officeCalendars(context);
      const resume = { act: 'resume', at: wholeSecond(context.now), until: null, workingDays: null, dueAfter: deadline.dueAt } as const;
      const due = dueOf(deadline.rule, [...acts, resume], book.ofUnit(deadline.unitCode).workingTime);
      const act = { act: 'resume', at: resume.at, reason, approvedBy } as const;
      await shiftDeadlines(context, follow, [{ deadline, due }], act);
      const { dueAt } = due;
      context.audit({ subject: 'deadline', subjectId: id, detail: { reason, approvedBy, old: { dueAt: deadline.dueAt }, new: { dueAt } } });
      return actedDeadline(context, deadline.unitCode, due);
    },
  };
}

import type { Command } from '#runtime';
import { readActs } from '../ledger/deadline-row.js';
import { dueOf } from '../ledger/due-of.js';
import { DeadlinePauseError } from '../ledger/errors.js';
import { officeCalendars } from '../ledger/office-calendars.js';
import { type FollowDeadlines, shiftDeadlines } from '../ledger/shift-deadlines.js';
import { wholeSecond } from './act-times.js';
import { type ActedDeadline, isPaused } from './acted-deadline.js';
import type { Deciding } from './deciding-rights.js';
import { lockForDecision } from './lock-for-decision.js';

export interface ResumeDeadlineInput extends Deciding {
  readonly id: string;
  readonly reason: string;
}

/**
 * Lets the clock of a paused case go on before the expected end of the pause, from now.
 * @throws DeadlineNotFoundError, DeadlineClosedError, DeadlinePauseError, DeadlineForbiddenError
 */
export function resumeDeadline(follow: FollowDeadlines): Command<ResumeDeadlineInput, ActedDeadline> {
  return {
    name: 'deadlines.resume-deadline',
    request: ({ groups: _groups, ...request }) => request,

    async run(context, { id, reason, groups }) {
      const deadline = await lockForDecision(context, id, { groups });
      if (!isPaused(deadline.pausedUntil, context.now)) throw new DeadlinePauseError(id, 'is not paused');
      const acts = (await readActs(context.tx, [id])).get(id) ?? [];
      const book = officeCalendars(context);
      const resume = { act: 'resume', at: wholeSecond(context.now), until: null, dueAfter: deadline.dueAt } as const;
      const due = dueOf(deadline.rule, [...acts, resume], book.ofUnit(deadline.unitCode).workingTime);
      const act = { act: 'resume', at: resume.at, reason, approvedBy: context.caller.actor } as const;
      await shiftDeadlines(context, follow, [{ deadline, due }], act);
      const { dueAt, pausedUntil } = due;
      context.audit({ subject: 'deadline', subjectId: id, detail: { reason, old: { dueAt: deadline.dueAt }, new: { dueAt } } });
      return { dueAt, pausedUntil };
    },
  };
}

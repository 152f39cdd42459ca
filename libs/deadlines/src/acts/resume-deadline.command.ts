import type { Command } from '#runtime';
import { lockDeadline, readActs } from '../ledger/deadline-row.js';
import { dueOf } from '../ledger/due-of.js';
import { DeadlineClosedError, DeadlinePauseError } from '../ledger/errors.js';
import { calendarNameOf, officeCalendars } from '../ledger/office-calendars.js';
import { type FollowDeadlines, shiftDeadlines } from '../ledger/shift-deadlines.js';
import { type Deciding, owingInCase, requireDecider } from './deciding-rights.js';
import { type ActedDeadline, isPaused } from './pause-deadline.command.js';

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
      const deadline = await lockDeadline(context, id);
      requireDecider(context, { groups }, { unitCode: deadline.unitCode, owing: await owingInCase(context, deadline.instanceId) });
      if (deadline.status !== 'open') throw new DeadlineClosedError(id, deadline.status);
      if (!isPaused(deadline.pausedUntil, context.now)) throw new DeadlinePauseError(id, 'is not paused');
      const acts = (await readActs(context.tx, [id])).get(id) ?? [];
      const book = officeCalendars(context);
      const resume = { act: 'resume', at: context.now, until: null, dueAfter: deadline.dueAt } as const;
      const due = dueOf(deadline.rule, [...acts, resume], book.workingTime(calendarNameOf(book, deadline)));
      const act = { act: 'resume', at: context.now, reason, approvedBy: context.caller.actor } as const;
      await shiftDeadlines(context, follow, [{ deadline, due }], act);
      const { dueAt, pausedUntil } = due;
      context.audit({ subject: 'deadline', subjectId: id, detail: { reason, old: { dueAt: deadline.dueAt }, new: { dueAt } } });
      return { dueAt, pausedUntil };
    },
  };
}

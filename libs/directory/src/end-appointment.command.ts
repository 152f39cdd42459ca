import { isCalendarDate } from '#foundation';
import type { Command } from '#runtime';
import { AppointmentInvalidError, AppointmentNotFoundError, AppointmentOverlapsError } from './errors.js';

export interface EndAppointmentInput {
  readonly postId: string;
  /** Last day in the post, `YYYY-MM-DD`; the rights of the post end with it. */
  readonly lastDay: string;
}

/**
 * Sets the last day of an appointment, or corrects the one it has. The row stays: who was head on a past day must
 * remain answerable.
 * @throws AppointmentNotFoundError, AppointmentInvalidError, AppointmentOverlapsError where a later day would reach into the
 *   next time that the person holds the same post
 */
export const endAppointment: Command<EndAppointmentInput, void> = {
  name: 'directory.end-appointment',
  async run(context, { postId, lastDay }) {
    const [post] = await context.tx.query<{ login: string; unit: string; from: string; to: string | null; unitEnds: string | null }>(
      `select login, unit_code as unit, post.valid_from as "from", post.valid_to as "to", unit.valid_to as "unitEnds"
       from post join unit on unit.code = unit_code where post.id = $1 for update of post`,
      [postId],
    );
    if (post === undefined) throw new AppointmentNotFoundError(postId);
    if (!isCalendarDate(lastDay)) {
      throw new AppointmentInvalidError([{ where: 'lastDay', what: 'is not a date', mend: 'Write YYYY-MM-DD.' }]);
    }
    if (lastDay < post.from) {
      throw new AppointmentInvalidError([{ where: 'lastDay', what: `lies before the first day ${post.from}` }]);
    }
    if (post.unitEnds !== null && lastDay > post.unitEnds) {
      throw new AppointmentInvalidError([{ where: 'lastDay', code: 'unit-ended', what: `lies behind the end of ${post.unit} on ${post.unitEnds}` }]);
    }
    const [next] = await context.tx.query<{ postId: string; from: string; to: string | null }>(
      `select next.id as "postId", next.valid_from as "from", next.valid_to as "to" from post
         join post next using (login, unit_code, role)
       where post.id = $1 and next.id <> post.id and daterange(next.valid_from, next.valid_to, '[]') && daterange(post.valid_from, $2::date, '[]')`,
      [postId, lastDay],
    );
    if (next !== undefined) throw new AppointmentOverlapsError(next);
    await context.tx.execute('update post set valid_to = $2 where id = $1', [postId, lastDay]);
    context.audit({
      subject: 'person',
      subjectId: post.login,
      detail: { postId, old: { to: post.to }, new: { to: lastDay } },
    });
  },
};

import { isCalendarDate } from '#foundation';
import type { Command } from '#runtime';
import { AppointmentInvalidError, AppointmentNotFoundError } from './errors.js';

export interface EndAppointmentInput {
  readonly postId: string;
  /** Last day in the post, `YYYY-MM-DD`; the rights of the post end with it. */
  readonly lastDay: string;
}

/**
 * Sets the last day of an appointment, or corrects the one it has. The row stays: who was head on a past day must
 * remain answerable.
 * @throws AppointmentNotFoundError, AppointmentInvalidError
 */
export const endAppointment: Command<EndAppointmentInput, void> = {
  name: 'directory.end-appointment',
  async run(context, { postId, lastDay }) {
    const [post] = await context.tx.query<{ login: string; from: string; to: string | null }>(
      `select login, valid_from as "from", valid_to as "to" from post where id = $1 for update`,
      [postId],
    );
    if (post === undefined) throw new AppointmentNotFoundError(postId);
    if (!isCalendarDate(lastDay)) {
      throw new AppointmentInvalidError([{ where: 'lastDay', what: 'is not a date', mend: 'Write YYYY-MM-DD.' }]);
    }
    if (lastDay < post.from) {
      throw new AppointmentInvalidError([{ where: 'lastDay', what: `lies before the first day ${post.from}` }]);
    }
    await context.tx.execute('update post set valid_to = $2 where id = $1', [postId, lastDay]);
    context.audit({
      subject: 'person',
      subjectId: post.login,
      detail: { postId, old: { to: post.to }, new: { to: lastDay } },
    });
  },
};

import type { Command } from '#runtime';
import { endAppointment } from '../end-appointment.command.js';
import { AppointmentOverlapsError } from '../errors.js';
import { lockPost } from './locked-post.js';

export interface RestorePostInput {
  readonly postId: string;
  /** The last day that it had before, `YYYY-MM-DD`; null: none. */
  readonly lastDay: string | null;
}

/**
 * Takes back that an appointment was ended, such as by a decision that was cancelled: it goes on as before. Where its unit ends
 * meanwhile it ends with it.
 * @throws AppointmentNotFoundError, AppointmentOverlapsError where he holds the same post anew in that time
 */
export const restorePost: Command<RestorePostInput, void> = {
  name: 'directory.restore-post',
  async run(context, { postId, lastDay }) {
    const { login, unit, role, from, to } = await lockPost(context, postId);
    if (to === lastDay) return context.nothingChanged();
    const [{ unitEnds }] = (await context.tx.query('select valid_to as "unitEnds" from unit where code = $1', [unit])) as [{ unitEnds: string | null }];
    const last = lastDay ?? unitEnds;
    if (last !== null) return context.run(endAppointment, { postId, lastDay: last });
    const [next] = await context.tx.query<{ postId: string; from: string; to: string | null }>(
      `select id as "postId", valid_from as "from", valid_to as "to" from post
       where login = $1 and unit_code = $2 and role = $3 and id <> $4 and (valid_to is null or valid_to >= $5)`,
      [login, unit, role, postId, from],
    );
    if (next !== undefined && next.from >= from) throw new AppointmentOverlapsError(next);
    await context.tx.execute('update post set valid_to = null where id = $1', [postId]);
    context.audit({ subject: 'person', subjectId: login, detail: { postId, old: { to }, new: { to: null } } });
  },
};

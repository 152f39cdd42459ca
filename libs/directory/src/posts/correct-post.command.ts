import type { Command } from '#runtime';
import type { z } from 'zod';
import { appoint } from '../appoint.command.js';
import { lockPost, refuseBegun } from './locked-post.js';
import { refuseUnfitDecider } from './post-rights.js';
import { refuseCircle } from './refuse-circle.js';
import type { correctedAppointmentSchema } from './record-appointment.command.js';

export interface CorrectPostInput extends z.output<typeof correctedAppointmentSchema> {
  readonly postId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Enters an appointment that has not begun anew, under a new id: what was decided wrongly or differently gives nobody a right
 * meanwhile. One that has begun is ended instead.
 * @throws AppointmentNotFoundError, AppointmentBegunError, and what {@link appoint} throws
 */
export const correctPost: Command<CorrectPostInput, { postId: string }> = {
  name: 'directory.correct-post',

  request: ({ groups: _, ...input }) => input,

  async run(context, { postId, groups, ...corrected }) {
    const old = await lockPost(context, postId);
    refuseUnfitDecider(context, groups, { login: old.login, roles: [old.role, corrected.role] });
    refuseBegun(context, postId, old);
    await context.tx.execute('delete from post where id = $1', [postId]);
    context.audit({ subject: 'person', subjectId: old.login, detail: { postId, old: { ...old }, new: null } });
    const appointment = { ...corrected, login: old.login };
    const appointed = await context.run(appoint, appointment);
    await refuseCircle(context, appointment);
    return appointed;
  },
};

import type { Command } from '#runtime';
import { endAppointment, type EndAppointmentInput } from '../end-appointment.command.js';
import { lockPost } from './locked-post.js';
import { refuseUnfitDecider } from './post-rights.js';

export interface RecordEndOfPostInput extends EndAppointmentInput {
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Enters a personnel decision that ends a post, or corrects the last day it has.
 * @throws AppointmentNotFoundError, AppointmentForbiddenError, AppointmentInvalidError, AppointmentOverlapsError
 */
export const recordEndOfPost: Command<RecordEndOfPostInput, void> = {
  name: 'directory.record-end-of-post',

  request: ({ groups: _, ...input }) => input,

  async run(context, { groups, ...end }) {
    const { login, role } = await lockPost(context, end.postId);
    refuseUnfitDecider(context, groups, { login, roles: [role] });
    await context.run(endAppointment, end);
  },
};

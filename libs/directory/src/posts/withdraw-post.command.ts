import type { Command } from '#runtime';
import { lockPost, refuseBegun } from './locked-post.js';
import { refuseUnfitDecider } from './post-rights.js';

export interface WithdrawPostInput {
  readonly postId: string;
  /** Why it does not come to pass; for the trail. */
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Takes back an appointment that has not begun, such as one whose decision was revoked.
 * @throws AppointmentNotFoundError, AppointmentForbiddenError, AppointmentBegunError
 */
export const withdrawPost: Command<WithdrawPostInput, void> = {
  name: 'directory.withdraw-post',

  request: ({ groups: _, ...input }) => input,

  async run(context, { postId, reason, groups }) {
    const post = await lockPost(context, postId);
    refuseUnfitDecider(context, groups, { login: post.login, roles: [post.role] });
    refuseBegun(context, postId, post);
    await context.tx.execute('delete from post where id = $1', [postId]);
    context.audit({ subject: 'person', subjectId: post.login, detail: { postId, old: { ...post }, new: null, reason } });
  },
};

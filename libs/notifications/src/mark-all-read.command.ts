import type { Command } from '#runtime';

/** The caller has read everything he was told so far. Gives how many were unread. */
export const markAllRead: Command<void, { marked: number }> = {
  name: 'notifications.mark-all-read',
  async run(context) {
    const { actor } = context.caller;
    const marked = await context.tx.execute(
      'update notification set read_at = $2 where recipient = $1 and read_at is null',
      [actor, context.now],
    );
    context.audit({ subject: 'person', subjectId: actor, detail: { marked } });
    return { marked };
  },
};

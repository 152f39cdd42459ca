import type { Command } from '#runtime';
import { NotificationNotFoundError } from './errors.js';

export interface MarkReadInput {
  readonly notificationId: string;
}

/**
 * The caller has read one of his own notifications. Repeating it keeps the first time of reading.
 * @throws NotificationNotFoundError also when it is somebody else's.
 */
export const markRead: Command<MarkReadInput, void> = {
  name: 'notifications.mark-read',
  async run(context, { notificationId }) {
    const [row] = await context.tx.query<{ readAt: string }>(
      `update notification set read_at = coalesce(read_at, $3) where id = $1 and recipient = $2
       returning read_at as "readAt"`,
      [notificationId, context.caller.actor, context.now],
    );
    if (row === undefined) throw new NotificationNotFoundError(notificationId);
    context.audit({ subject: 'notification', subjectId: notificationId, detail: { readAt: row.readAt } });
  },
};

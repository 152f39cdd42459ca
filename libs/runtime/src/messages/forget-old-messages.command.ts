import type { Command } from '../executor/command.js';

/** Rows of each kind that one run takes; the next sweep follows soon. */
const BATCH = 500;

/**
 * Drops kept messages whose time is over, each with an entry in the audit trail, since its sender was told that it is
 * kept; and ids of messages beyond their retention. Several sweeps at once share the work (`skip locked`).
 */
export const forgetOldMessages: Command<void, { forgotten: number }> = {
  name: 'runtime.forget-old-messages',

  async run(context) {
    const expired = await context.tx.query<{ id: string; message: string; correlationKey: string | null; sentBy: string }>(
      `delete from kept_message where id = any(array(
         select id from kept_message where expires_at <= $1 order by expires_at limit ${BATCH} for update skip locked))
       returning id, message, correlation_key as "correlationKey", sent_by as "sentBy"`,
      [context.now],
    );
    const handled = await context.tx.execute(
      `delete from handled_message where ctid = any(array(
         select ctid from handled_message where handled_at <= $1::timestamptz - $2::interval
         order by handled_at limit ${BATCH} for update skip locked))`,
      [context.now, context.messages.idRetention],
    );
    context.nothingChanged();
    for (const { id, message, correlationKey, sentBy } of expired) {
      context.audit({ subject: 'message', subjectId: id, detail: { outcome: 'expired', message, correlationKey, sentBy } });
    }
    return { forgotten: expired.length + handled };
  },
};

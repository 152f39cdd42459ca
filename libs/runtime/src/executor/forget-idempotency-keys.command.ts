import type { Command } from './command.js';

/** Keys that one run takes; the next sweep follows soon. More than a busy office makes in a second. */
const BATCH = 5_000;

/**
 * Drops idempotency keys beyond their retention, oldest first. Several sweeps at once share the work (`skip locked`). What
 * was found is dropped by its place and not by a join: where Postgres takes the table for empty, that reads it for each key.
 */
export const forgetIdempotencyKeys: Command<void, { forgotten: number }> = {
  name: 'runtime.forget-idempotency-keys',
  audited: false,

  async run(context) {
    const forgotten = await context.tx.execute(
      `delete from idempotency_key where ctid = any(array(
         select ctid from idempotency_key where created_at <= $1::timestamptz - $2::interval
         order by created_at limit ${BATCH} for update skip locked))`,
      [context.now, context.idempotencyRetention],
    );
    return { forgotten };
  },
};

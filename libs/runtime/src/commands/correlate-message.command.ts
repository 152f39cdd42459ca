import type { JsonObject } from '#foundation';
import type { Command } from '../command.js';
import { advanceInstance } from '../instances/advance-instance.js';
import { INSTANCE_COLUMNS, type LockedInstance } from '../instances/instance.js';

export interface CorrelateMessageInput {
  /** Name of the BPMN message. */
  readonly message: string;
  readonly correlationKey: string;
  readonly variables?: JsonObject;
}

/**
 * Gives a message to the one instance that waits for it by name and correlation key, the longest-waiting first.
 * `delivered: false` when nobody waits: whether that is wrong only the sender knows.
 */
export const correlateMessage: Command<CorrelateMessageInput, { delivered: boolean }> = {
  name: 'runtime.correlate-message',

  async run(context, { message, correlationKey, variables }) {
    const [row] = await context.tx.query<LockedInstance & { activityKey: number }>(
      `select ${INSTANCE_COLUMNS}, s.activity_key as "activityKey"
       from message_subscription s join process_instance i on i.id = s.instance_id
       where s.message = $1 and s.correlation_key = $2
       order by s.instance_id limit 1 for no key update of i, s`,
      [message, correlationKey],
    );
    if (row === undefined) {
      context.nothingChanged();
      return { delivered: false };
    }
    await advanceInstance(context, row, { type: 'deliverMessage', key: row.activityKey, variables });
    context.audit({
      subject: 'process-instance',
      subjectId: row.id,
      detail: { message, correlationKey },
    });
    return { delivered: true };
  },
};

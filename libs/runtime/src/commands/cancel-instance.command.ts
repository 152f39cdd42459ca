import type { Command } from '../command.js';
import { InstanceEndedError } from '../errors.js';
import { advanceInstance } from '../instances/advance-instance.js';
import { lockInstance } from '../instances/instance.js';

export interface CancelInstanceInput {
  readonly instanceId: string;
  /** Why, in the words of the person who does it. */
  readonly reason: string;
}

/** Ends an instance and all that it called. @throws InstanceNotFoundError, InstanceEndedError */
export const cancelInstance: Command<CancelInstanceInput, void> = {
  name: 'runtime.cancel-instance',

  async run(context, { instanceId, reason }) {
    const instance = await lockInstance(context, instanceId);
    if (instance.status !== 'active') throw new InstanceEndedError(`Instance ${instanceId} is already ${instance.status}.`);
    await advanceInstance(context, instance, { type: 'cancel' });
    await context.tx.execute('update process_instance set end_reason = $2 where id = $1', [instanceId, reason]);
    context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { reason } });
  },
};

import type { Command } from '../executor/command.js';
import { advanceInstance } from './advance-instance.js';
import { CalledInstanceError } from '../live-change/errors.js';
import { lockActiveInstance } from '../live-change/lock-instances.js';

export interface CancelInstanceInput {
  readonly instanceId: string;
  /** Why, in the words of the person who does it. */
  readonly reason: string;
}

/**
 * Ends an instance and all that it called. @throws InstanceNotFoundError, InstanceEndedError; CalledInstanceError for one
 * that was called itself: its caller would wait for ever.
 */
export const cancelInstance: Command<CancelInstanceInput, void> = {
  name: 'runtime.cancel-instance',

  async run(context, { instanceId, reason }) {
    const instance = await lockActiveInstance(context, instanceId);
    if (instance.parentInstanceId !== null) throw new CalledInstanceError(instanceId, instance.parentInstanceId);
    await advanceInstance(context, instance, { type: 'cancel' });
    await context.tx.execute('update process_instance set end_reason = $2 where id = $1', [instanceId, reason]);
    context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { reason } });
  },
};

import type { Command } from '../executor/command.js';
import { advanceInstance } from './advance-instance.js';
import { holdInstance, type LockedInstance } from './instance.js';
import { CalledInstanceError } from '../live-change/errors.js';
import { requireActive } from '../live-change/lock-instances.js';

export interface CancelInstanceInput {
  readonly instanceId: string;
  /** Why, in the words of the person who does it. */
  readonly reason: string;
}

/**
 * Ends an instance and all that it called. @throws InstanceNotFoundError, InstanceEndedError; CalledInstanceError for one
 * that was called itself: its caller would wait for ever.
 */
export const cancelInstance: Command<CancelInstanceInput, void, LockedInstance> = {
  name: 'runtime.cancel-instance',
  opening: holdInstance,

  async run(context, { instanceId, reason }, [locked]) {
    const instance = requireActive(instanceId, locked);
    if (instance.parentInstanceId !== null) throw new CalledInstanceError(instanceId, instance.parentInstanceId);
    await advanceInstance(context, instance, { type: 'cancel' });
    context.tx.later({
      sql: 'update process_instance set end_reason = $2 where id = $1',
      parameters: [instanceId, reason],
    });
    context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { reason } });
  },
};

import type { Command } from '../executor/command.js';
import { holdInstance, type LockedInstance } from '../instances/instance.js';
import { lockWithCalled, requireActive } from './lock-instances.js';

/**
 * What becomes of timers while an instance is suspended. `keep-remaining`: they go on with the time that was left.
 * `keep-due`: they keep their instant, and what fell due meanwhile fires when the instance is resumed.
 */
export type SuspendedTimers = 'keep-remaining' | 'keep-due';

export interface SuspendInstanceInput {
  readonly instanceId: string;
  readonly timers: SuspendedTimers;
  /** Why, in the words of the person who does it. */
  readonly reason: string;
  /** Those that it has called too; else they run on, and what they report waits. */
  readonly withCalled?: boolean;
}

/**
 * Holds an instance: its tasks cannot be completed, its jobs and timers do not run, it takes no message; signals wait.
 * A handler at work is told to leave off, and begins again when the instance is resumed. Operators still can change it.
 * Gives the number of instances that are suspended now and were not before.
 * @throws InstanceNotFoundError, InstanceEndedError
 */
export const suspendInstance: Command<SuspendInstanceInput, { instances: number }, LockedInstance> = {
  name: 'runtime.suspend-instance',
  opening: holdInstance,

  async run(context, { instanceId, timers, reason, withCalled = false }, [locked]) {
    const instance = requireActive(instanceId, locked);
    const family = withCalled ? await lockWithCalled(context, instance) : [instance];
    const running = family.filter(({ suspendedAt }) => suspendedAt === null).map(({ id }) => id);
    if (running.length === 0) context.nothingChanged();
    context.tx.later({
      sql: 'update process_instance set suspended_at = $2, suspended_timers = $3 where id = any($1::uuid[])',
      parameters: [running, context.now, timers],
    });
    context.tx.later({
      sql: `update job set status = 'suspended', lease_owner = null, lease_until = null,
         attempt = attempt - case when lease_until > $2 then 1 else 0 end
       where instance_id = any($1::uuid[]) and status = 'ready' and kind <> 'message'`,
      parameters: [running, context.now],
    });
    for (const id of running) context.audit({ subject: 'process-instance', subjectId: id, detail: { timers, reason } });
    return { instances: running.length };
  },
};

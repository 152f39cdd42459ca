import type { Command } from '../executor/command.js';
import { advanceInstance } from '../instances/advance-instance.js';
import { holdInstance, type LockedInstance } from '../instances/instance.js';
import { requireActive } from './lock-instances.js';

export interface RescheduleTimerInput {
  readonly instanceId: string;
  /** Of the armed timer, as `listTimers` gives it. */
  readonly key: number;
  /** ISO 8601 instant; in the past: it fires at once. */
  readonly due: string;
}

/**
 * Moves an armed timer to another instant; the later firings of a repeating one are counted from there.
 * @throws InstanceNotFoundError, InstanceEndedError, NotOpenError
 */
export const rescheduleTimer: Command<RescheduleTimerInput, void, LockedInstance> = {
  name: 'runtime.reschedule-timer',
  opening: holdInstance,

  async run(context, { instanceId, key, due }, [locked]) {
    const instance = requireActive(instanceId, locked);
    const [timer] = await context.tx.query<{ elementId: string; dueAt: string }>(
      `select element_id as "elementId", due_at as "dueAt" from job
       where instance_id = $1 and activity_key = $2 and kind = 'timer'`,
      [instanceId, key],
    );
    await advanceInstance(context, instance, { type: 'rescheduleTimer', key, due });
    context.audit({
      subject: 'process-instance',
      subjectId: instanceId,
      detail: { timer: timer?.elementId ?? null, old: { due: timer?.dueAt ?? null }, new: { due } },
    });
  },
};

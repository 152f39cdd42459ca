import type { Command, CommandContext } from '../executor/command.js';
import { settleStep, takeEarlyMessages } from '../instances/advance-instance.js';
import { holdInstance, type LockedInstance } from '../instances/instance.js';
import { takeStep } from '../instances/take-step.js';
import { lockWithCalled, requireActive } from './lock-instances.js';

export interface ResumeInstanceInput {
  readonly instanceId: string;
  /** Those that it has called and that are suspended too. */
  readonly withCalled?: boolean;
}

/**
 * Lets a suspended instance go on, with its timers as it was said when it was suspended. Messages that were kept
 * meanwhile reach it now. Gives the number of instances that were suspended.
 * @throws InstanceNotFoundError, InstanceEndedError
 */
export const resumeInstance: Command<ResumeInstanceInput, { instances: number }, LockedInstance> = {
  name: 'runtime.resume-instance',
  opening: holdInstance,

  async run(context, { instanceId, withCalled = false }, [locked]) {
    const instance = requireActive(instanceId, locked);
    const family = withCalled ? await lockWithCalled(context, instance) : [instance];
    const suspended = family.filter(({ suspendedAt }) => suspendedAt !== null);
    if (suspended.length === 0) context.nothingChanged();
    for (const each of suspended) {
      await resume(context, each);
      context.audit({ subject: 'process-instance', subjectId: each.id, detail: { suspendedAt: each.suspendedAt } });
    }
    return { instances: suspended.length };
  },
};

async function resume(context: CommandContext, suspended: LockedInstance): Promise<void> {
  const { tx } = context;
  // Sent together.
  const [timers, subscriptions] = await Promise.all([timersToShift(context, suspended), subscriptionsOf(context, suspended)]);
  const instance = await shiftTimers(context, suspended, timers);
  tx.later({
    sql: 'update process_instance set suspended_at = null, suspended_timers = null where id = $1',
    parameters: [instance.id],
  });
  // No deliveries of their own: the sweep finds what is due.
  tx.later({
    sql: `update job set status = 'ready', delivered_at = null where instance_id = $1 and status = 'suspended'`,
    parameters: [instance.id],
  });
  await takeEarlyMessages(context, { instance: { ...instance, suspendedAt: null }, subscriptions });
}

function subscriptionsOf({ tx }: CommandContext, { id }: LockedInstance) {
  return tx.query<{ key: number; element: string; message: string; correlationKey?: string }>(
    `select activity_key as key, element_id as element, message, correlation_key as "correlationKey"
     from message_subscription where instance_id = $1 order by activity_key`,
    [id],
  );
}

interface ShiftedTimer {
  readonly key: number;
  /** ISO 8601 UTC. */
  readonly due: string;
}

/** Timers with `keep-remaining` fire later by as long as they were held, and never earlier, though the clock has been set back. */
function timersToShift({ tx, now }: CommandContext, { id }: LockedInstance): Promise<ShiftedTimer[]> {
  return tx.query<ShiftedTimer>(
    `select j.activity_key as key, j.due_at + greatest($2::timestamptz - greatest(i.suspended_at, j.created_at), '0') as due
     from job j join process_instance i on i.id = j.instance_id
     where i.id = $1 and i.suspended_timers = 'keep-remaining' and j.kind = 'timer' and j.status <> 'failed'
     order by j.activity_key`,
    [id, now],
  );
}

/** In the rows and in what the engine knows. */
async function shiftTimers(
  context: CommandContext,
  instance: LockedInstance,
  timers: readonly ShiftedTimer[],
): Promise<LockedInstance> {
  let now = instance;
  for (const { key, due } of timers) {
    const step = await takeStep(context, now, now.state, { type: 'rescheduleTimer', key, due });
    now = (await settleStep(context, now, step)).instance;
  }
  return now;
}

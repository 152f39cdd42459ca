import type { Command, CommandContext } from '../executor/command.js';
import { settleStep, takeEarlyMessages } from '../instances/advance-instance.js';
import type { LockedInstance } from '../instances/instance.js';
import { takeStep } from '../instances/take-step.js';
import { lockWithCalled } from './lock-instances.js';

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
export const resumeInstance: Command<ResumeInstanceInput, { instances: number }> = {
  name: 'runtime.resume-instance',

  async run(context, { instanceId, withCalled = false }) {
    const family = await lockWithCalled(context, instanceId, withCalled);
    const suspended = family.filter(({ suspendedAt }) => suspendedAt !== null);
    if (suspended.length === 0) context.nothingChanged();
    for (const instance of suspended) {
      await resume(context, await shiftTimers(context, instance));
      context.audit({
        subject: 'process-instance',
        subjectId: instance.id,
        detail: { suspendedAt: instance.suspendedAt },
      });
    }
    return { instances: suspended.length };
  },
};

async function resume(context: CommandContext, instance: LockedInstance): Promise<void> {
  await context.tx.execute('update process_instance set suspended_at = null, suspended_timers = null where id = $1', [
    instance.id,
  ]);
  // No deliveries of their own: the sweep finds what is due.
  await context.tx.execute(
    `update job set status = 'ready', delivered_at = null where instance_id = $1 and status = 'suspended'`,
    [instance.id],
  );
  const subscriptions = await context.tx.query<{ key: number; element: string; message: string; correlationKey?: string }>(
    `select activity_key as key, element_id as element, message, correlation_key as "correlationKey"
     from message_subscription where instance_id = $1 order by activity_key`,
    [instance.id],
  );
  await takeEarlyMessages(context, { instance: { ...instance, suspendedAt: null }, subscriptions });
}

/** Timers with `keep-remaining` fire later by as long as they were held, in the rows and in what the engine knows. */
async function shiftTimers(context: CommandContext, instance: LockedInstance): Promise<LockedInstance> {
  const timers = await context.tx.query<{ key: number; due: string }>(
    `select j.activity_key as key, j.due_at + ($2::timestamptz - greatest(i.suspended_at, j.created_at)) as due
     from job j join process_instance i on i.id = j.instance_id
     where i.id = $1 and i.suspended_timers = 'keep-remaining' and j.kind = 'timer' and j.status <> 'failed'
     order by j.activity_key`,
    [instance.id, context.now],
  );
  let now = instance;
  for (const { key, due } of timers) {
    const step = await takeStep(context, now, now.state, { type: 'rescheduleTimer', key, due });
    now = (await settleStep(context, now, step)).instance;
  }
  return now;
}

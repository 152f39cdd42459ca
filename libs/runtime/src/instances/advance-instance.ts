import type { EngineCommand, EngineEffect } from '#engine';
import { type JsonObject, newId } from '#foundation';
import type { CommandContext } from '../command.js';
import { type InstanceEnd, toChildEnd } from '../jobs/child-end.js';
import { scheduleJobs } from '../jobs/schedule-jobs.js';
import { type LockedInstance, lockInstance } from './instance.js';
import { takeStep } from './take-step.js';
import { writeStep } from './write-step.js';

/** Where a called instance hangs. */
export interface ParentLink {
  readonly instanceId: string;
  readonly rootInstanceId: string;
  readonly activityKey: number;
}

/**
 * Lets one thing happen to a locked instance, and writes everything that follows from it. `consumedJob` is the key of
 * the job whose row this step uses up.
 */
export async function advanceInstance(
  context: CommandContext,
  instance: LockedInstance,
  command: EngineCommand,
  consumedJob?: number,
): Promise<void> {
  const { state, effects } = await takeStep(context, instance, instance.state, command);
  await writeStep(context, { kind: 'update', instance, state, effects, consumedJob });
  await followUp(context, instance, effects);
}

/** Begins an instance of a definition; called instances carry their parent. */
export async function beginInstance(
  context: CommandContext,
  start: { definitionId: string; businessKey?: string; variables: JsonObject; parent?: ParentLink },
): Promise<string> {
  const id = newId();
  const created = {
    id,
    definitionId: start.definitionId,
    rootInstanceId: start.parent?.rootInstanceId ?? id,
    parentInstanceId: start.parent?.instanceId ?? null,
    parentActivityKey: start.parent?.activityKey ?? null,
    businessKey: start.businessKey ?? null,
  };
  const { state, effects } = await takeStep(context, created, null, { type: 'start', variables: start.variables });
  const instance: LockedInstance = { ...created, status: 'active', state, revision: 1 };
  await writeStep(context, { kind: 'insert', instance, state, effects });
  await followUp(context, instance, effects);
  return id;
}

/** What a step asks of other instances: to start, to be cancelled, to be told of the end. */
async function followUp(context: CommandContext, instance: LockedInstance, effects: readonly EngineEffect[]): Promise<void> {
  for (const effect of effects) {
    if (effect.type === 'startChild') {
      const definitionId = await context.definitions.resolve(context.tx, {
        key: effect.calledElement,
        binding: effect.binding,
        bindingValue: effect.bindingValue,
        callerDefinitionId: instance.definitionId,
      });
      await beginInstance(context, {
        definitionId,
        businessKey: effect.businessKey,
        variables: effect.variables,
        parent: { instanceId: instance.id, rootInstanceId: instance.rootInstanceId, activityKey: effect.key },
      });
    } else if (effect.type === 'cancelChild') {
      await cancelChild(context, instance.id, effect.key);
    } else if (effect.type === 'endInstance' && effect.outcome !== 'cancelled') {
      if (effect.outcome === 'error') await noteError(context, instance.id, effect.error);
      await reportEnd(context, instance, effect);
    }
  }
}

async function cancelChild(context: CommandContext, parentInstanceId: string, activityKey: number): Promise<void> {
  const [child] = await context.tx.query<{ id: string }>(
    `select id from process_instance
     where parent_instance_id = $1 and parent_activity_key = $2 and status = 'active'`,
    [parentInstanceId, activityKey],
  );
  if (child === undefined) return;
  const locked = await lockInstance(context, child.id);
  if (locked.status !== 'active') return;
  await advanceInstance(context, locked, { type: 'cancel' });
}

async function noteError(
  context: CommandContext,
  instanceId: string,
  { code, message }: { readonly code: string; readonly message?: string },
): Promise<void> {
  const reason = message === undefined ? code : `${code}: ${message}`;
  await context.tx.execute('update process_instance set end_reason = $2 where id = $1', [instanceId, reason]);
}

/**
 * The end of a called instance reaches its caller as a job of the caller, in a transaction of its own: a child never
 * locks its parent, so the two cannot wait for one another.
 */
async function reportEnd(context: CommandContext, instance: LockedInstance, end: InstanceEnd): Promise<void> {
  if (instance.parentInstanceId === null || instance.parentActivityKey === null) return;
  await scheduleJobs(context, instance.parentInstanceId, [
    { kind: 'child-ended', key: instance.parentActivityKey, dueAt: context.now, payload: toChildEnd(end) },
  ]);
}

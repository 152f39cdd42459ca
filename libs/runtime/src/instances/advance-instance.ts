import type { Advance, EngineCommand, EngineEffect } from '#engine';
import { type JsonObject, newId } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import { InstanceSuspendedError, RunawayEventsError } from '../errors.js';
import { type InstanceEnd, toChildEnd } from '../jobs/child-end.js';
import { MAX_HOPS } from '../jobs/hops.js';
import { scheduleJobs } from '../jobs/schedule-jobs.js';
import { publishMessage, releaseStartKey, takeKeptMessage } from '../messages/kept-messages.js';
import { broadcast } from '../signals/broadcast.js';
import { type LockedInstance, lockInstance } from './instance.js';
import { refuseRunawayCalls } from './refuse-runaway-calls.js';
import type { StepRows } from './step-rows.js';
import { takeStep } from './take-step.js';
import { statusAfter, writeStep } from './write-step.js';

/** Where a called instance hangs. */
export interface ParentLink {
  readonly instanceId: string;
  readonly rootInstanceId: string;
  readonly activityKey: number;
}

export interface InstanceStart {
  readonly definitionId: string;
  /** BPMN id of the element with which it begins (`startTriggers`); absent: its none start events. */
  readonly at?: string;
  readonly businessKey?: string;
  readonly startKey?: string;
  readonly variables: JsonObject;
  readonly parent?: ParentLink;
  /** The case that it goes on with, where nobody calls it; absent: a case of its own. */
  readonly rootInstanceId?: string;
}

/** An instance after a step, with the message subscriptions that the step has opened. */
export interface Stepped {
  readonly instance: LockedInstance;
  readonly subscriptions: StepRows['subscriptions'];
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
  if (instance.suspendedAt !== null && !OPERATOR_COMMANDS.has(command.type)) throw new InstanceSuspendedError(instance.id);
  await takeEarlyMessages(context, await step(context, instance, command, consumedJob));
}

/** What moves an instance also while it is suspended. */
const OPERATOR_COMMANDS: ReadonlySet<EngineCommand['type']> = new Set([
  'cancel',
  'modify',
  'rescheduleTimer',
  'disarmTimer',
  'setVariables',
]);

/** Begins an instance of a definition; called instances carry their parent. */
export async function beginInstance(context: CommandContext, start: InstanceStart): Promise<string> {
  const id = newId();
  const created = {
    id,
    definitionId: start.definitionId,
    rootInstanceId: start.parent?.rootInstanceId ?? start.rootInstanceId ?? id,
    parentInstanceId: start.parent?.instanceId ?? null,
    parentActivityKey: start.parent?.activityKey ?? null,
    businessKey: start.businessKey ?? null,
    startKey: start.startKey ?? null,
  };
  const { at, variables } = start;
  const command = { type: 'start', variables, initiator: context.caller.actor, ...(at !== undefined && { at }) } as const;
  const { state, effects } = await takeStep(context, created, null, command);
  const instance: LockedInstance = { ...created, status: statusAfter(effects), suspendedAt: null, state, revision: 1 };
  const { subscriptions } = writeStep(context, { kind: 'insert', instance, state, effects });
  await followUp(context, instance, effects);
  await takeEarlyMessages(context, { instance, subscriptions });
  return id;
}

async function step(
  context: CommandContext,
  before: LockedInstance,
  command: EngineCommand,
  consumedJob?: number,
): Promise<Stepped> {
  return settleStep(context, before, await takeStep(context, before, before.state, command), consumedJob);
}

/** Writes a step that the engine has computed for a locked instance, with what it asks of others. */
export async function settleStep(
  context: CommandContext,
  before: LockedInstance,
  { state, effects }: Advance,
  consumedJob?: number,
): Promise<Stepped> {
  const { subscriptions } = writeStep(context, { kind: 'update', instance: before, state, effects, consumedJob });
  const instance = { ...before, state, status: statusAfter(effects), revision: before.revision + 1 };
  await followUp(context, instance, effects);
  return { instance, subscriptions };
}

/**
 * Messages that came before the instance waited for them; each may let it wait for others.
 * @throws RunawayEventsError where that has no end: an instance may send itself the next one each time.
 */
export async function takeEarlyMessages(context: CommandContext, first: Stepped): Promise<void> {
  let { instance } = first;
  const subscriptions = [...first.subscriptions];
  for (let taken = 0; instance.status === 'active' && instance.suspendedAt === null && subscriptions.length > 0; taken++) {
    const message = await takeKeptMessage(context, instance.id, subscriptions);
    if (message === undefined) return;
    const { key, variables } = message;
    if (taken === MAX_HOPS) {
      const { key: process } = await context.definitions.graph(context.tx, instance.definitionId);
      const subscription = subscriptions.find((each) => each.key === key);
      throw new RunawayEventsError(MAX_HOPS, subscription?.message ?? '', process);
    }
    const next = await step(context, instance, { type: 'deliverMessage', key, variables });
    instance = next.instance;
    subscriptions.push(...next.subscriptions);
  }
}

/** What a step asks of other instances: to start, to be cancelled, to be told of something. */
async function followUp(context: CommandContext, instance: LockedInstance, effects: readonly EngineEffect[]): Promise<void> {
  for (const effect of effects) {
    switch (effect.type) {
      case 'startChild':
        await startChild(context, instance, effect);
        break;
      case 'cancelChild':
        await cancelChild(context, instance.id, effect.key);
        break;
      case 'publishMessage':
        await publishMessage(context, effect, instance.id);
        break;
      case 'broadcastSignal':
        await broadcast(context, effect, instance.id);
        break;
      case 'escalate':
        await reportEscalation(context, instance, effect.escalationCode);
        break;
      case 'endInstance':
        if (effect.outcome === 'error') await noteError(context, instance.id, effect.error);
        if (effect.outcome !== 'cancelled') await reportEnd(context, instance, effect);
        if (instance.startKey !== null) await releaseStartKey(context, instance.startKey);
    }
  }
}

async function startChild(
  context: CommandContext,
  instance: LockedInstance,
  call: Extract<EngineEffect, { type: 'startChild' }>,
): Promise<void> {
  await refuseRunawayCalls(context, instance, call);
  const { key, calledElement, binding, bindingValue, businessKey, variables } = call;
  const definitionId = await context.definitions.resolve(context.tx, {
    key: calledElement,
    binding,
    bindingValue,
    callerDefinitionId: instance.definitionId,
  });
  const parent = { instanceId: instance.id, rootInstanceId: instance.rootInstanceId, activityKey: key };
  await beginInstance(context, { definitionId, businessKey, variables, parent });
}

async function cancelChild(context: CommandContext, parentInstanceId: string, activityKey: number): Promise<void> {
  const [child] = await context.tx.query<{ id: string }>(
    `select id from process_instance
     where parent_instance_id = $1 and parent_activity_key = $2 and status = 'active'`,
    [parentInstanceId, activityKey],
  );
  if (child === undefined) return;
  const locked = await lockInstance(context, child.id);
  if (locked.status === 'active') await advanceInstance(context, locked, { type: 'cancel' });
  // What the child told its caller while we waited for its lock is not for anybody any more.
  await context.tx.execute('delete from job where instance_id = $1 and activity_key = $2', [parentInstanceId, activityKey]);
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

/** In the same way; the order in which jobs of one key are made is that in which they are run. */
async function reportEscalation(context: CommandContext, instance: LockedInstance, escalationCode?: string): Promise<void> {
  if (instance.parentInstanceId === null || instance.parentActivityKey === null) return;
  await scheduleJobs(context, instance.parentInstanceId, [
    {
      kind: 'child-escalated',
      key: instance.parentActivityKey,
      dueAt: context.now,
      payload: { escalationCode: escalationCode ?? null },
    },
  ]);
}

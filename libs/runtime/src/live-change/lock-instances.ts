import type { CommandContext } from '../executor/command.js';
import { InstanceEndedError } from '../errors.js';
import { type LockedInstance, lockInstance } from '../instances/instance.js';

/** @throws InstanceNotFoundError, InstanceEndedError */
export async function lockActiveInstance(context: CommandContext, instanceId: string): Promise<LockedInstance> {
  const instance = await lockInstance(context, instanceId);
  if (instance.status !== 'active') throw new InstanceEndedError(`Instance ${instanceId} is already ${instance.status}.`);
  return instance;
}

/**
 * An active instance and, if asked for, every active one that it has called or that those have called: callers first, as
 * everywhere. @throws InstanceNotFoundError, InstanceEndedError
 */
export async function lockWithCalled(
  context: CommandContext,
  instanceId: string,
  withCalled: boolean,
): Promise<LockedInstance[]> {
  const family = [await lockActiveInstance(context, instanceId)];
  if (!withCalled) return family;
  // While a caller is locked it calls nobody new, so each level is complete when it is read.
  for (const caller of family) {
    const called = await context.tx.query<{ id: string }>(
      `select id from process_instance where parent_instance_id = $1 and status = 'active' order by id`,
      [caller.id],
    );
    for (const { id } of called) {
      const instance = await lockInstance(context, id);
      if (instance.status === 'active') family.push(instance);
    }
  }
  return family;
}

import type { CommandContext } from '../executor/command.js';
import { InstanceEndedError } from '../errors.js';
import { type LockedInstance, lockInstance, requireInstance } from '../instances/instance.js';

/** The instance that the opening of a command has locked. @throws InstanceNotFoundError, InstanceEndedError */
export function requireActive(instanceId: string, locked: LockedInstance | undefined): LockedInstance {
  const instance = requireInstance(instanceId, locked);
  if (instance.status !== 'active') throw new InstanceEndedError(`Instance ${instanceId} is already ${instance.status}.`);
  return instance;
}

/** A locked instance and every active one that it has called or that those have called: callers first, as everywhere. */
export async function lockWithCalled(context: CommandContext, locked: LockedInstance): Promise<LockedInstance[]> {
  const family = [locked];
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

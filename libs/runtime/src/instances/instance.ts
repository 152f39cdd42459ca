import type { Statement } from '#database';
import type { EngineState } from '#engine';
import type { CommandContext } from '../executor/command.js';
import { InstanceNotFoundError } from '../errors.js';

/** A process instance whose row this transaction has locked. */
export interface LockedInstance {
  readonly id: string;
  readonly definitionId: string;
  readonly rootInstanceId: string;
  readonly parentInstanceId: string | null;
  readonly parentActivityKey: number | null;
  readonly businessKey: string | null;
  /** Of an instance that a message with a correlation key has started: what no other may have until it ends. */
  readonly startKey: string | null;
  readonly status: 'active' | 'completed' | 'cancelled';
  /** Since when operators alone move it; null: it runs. */
  readonly suspendedAt: string | null;
  readonly state: EngineState;
  readonly revision: number;
}

/** Columns of `process_instance i` that make a {@link LockedInstance}. */
export const INSTANCE_COLUMNS = `i.id, i.definition_id as "definitionId", i.root_instance_id as "rootInstanceId",
  i.parent_instance_id as "parentInstanceId", i.parent_activity_key as "parentActivityKey",
  i.business_key as "businessKey", i.start_key as "startKey", i.status, i.suspended_at as "suspendedAt", i.state, i.revision`;

/**
 * Locks one instance for the rest of the transaction. `no key update`, so that a child instance may be inserted or may
 * report its end (both only reference the row) while its parent is being worked on. Order everywhere: parent before child.
 */
export async function lockInstance(context: CommandContext, instanceId: string): Promise<LockedInstance> {
  const { sql, parameters } = holdInstance({ instanceId });
  const [instance] = await context.tx.query<LockedInstance>(sql, parameters);
  return requireInstance(instanceId, instance);
}

/** The opening of the commands about one instance: {@link lockInstance} as a statement. */
export function holdInstance({ instanceId }: { readonly instanceId: string }): Statement {
  return {
    sql: `select ${INSTANCE_COLUMNS} from process_instance i where i.id = $1 for no key update`,
    parameters: [instanceId],
  };
}

/** @throws InstanceNotFoundError */
export function requireInstance(instanceId: string, instance: LockedInstance | undefined): LockedInstance {
  if (instance === undefined) throw new InstanceNotFoundError(`There is no process instance ${instanceId}.`);
  return instance;
}

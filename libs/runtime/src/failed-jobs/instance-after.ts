import type { CommandContext } from '../executor/command.js';
import type { LockedInstance } from '../instances/instance.js';

/** What has become of the instance by what was done to its job. */
export type InstanceAfter = Pick<LockedInstance, 'id' | 'status'>;

export async function instanceAfter(context: CommandContext, id: string): Promise<InstanceAfter> {
  const [{ status } = { status: 'active' as const }] = await context.tx.query<InstanceAfter>(
    'select status from process_instance where id = $1',
    [id],
  );
  return { id, status };
}

import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import type { Principal, TaskRecord } from './task-rights.js';

/** Whoever does the work of another has a group that says so, so nobody else costs a question. */
const DEPUTY_OF = 'deputy-of:';

/** For whom somebody acts on a task that is offered to others' posts, for the trail: logins; none where it is his own work. */
export async function actingFor(
  { tx, now, zone }: Pick<CommandContext, 'tx' | 'now' | 'zone'>,
  { login, groups }: Principal,
  { candidateGroups }: Pick<TaskRecord, 'candidateGroups'>,
): Promise<{ readonly actingFor?: readonly string[] }> {
  if (!groups.some((group) => group.startsWith(DEPUTY_OF))) return {};
  const [row] = await tx.query<{ logins: string[] | null }>('select acting_for($1, $2, $3) as logins', [login, candidateGroups, dateInZone(now, zone)]);
  return row?.logins ? { actingFor: row.logins } : {};
}

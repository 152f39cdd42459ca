import { dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';

/** A finding where a decision has ended somebody's access, although his post goes on until midnight: he does nothing any more. */
export async function accessEndedFindings({ tx, now }: CommandContext, where: string, login: string): Promise<Finding[]> {
  const [found] = await tx.query<{ ended: boolean }>('select access_ended($1, $2) as ended', [login, now]);
  return found?.ended !== true ? [] : [{ where, what: `${login} has left: his access has ended`, mend: 'Name somebody who stays.' }];
}

/**
 * A finding where work is to go on behind somebody's last day in the unit, as it would have to be handed over before it is done.
 * @param work `workingDays` are counted as days of the calendar, which are the fewest that they can be
 */
export async function lastDayFindings(
  { tx, now, zone }: CommandContext,
  { assignee, unit }: { readonly assignee: string | null; readonly unit: string },
  { dueAt, workingDays }: { readonly dueAt?: string | undefined; readonly workingDays?: number | undefined },
): Promise<Finding[]> {
  if (assignee === null || (dueAt === undefined && workingDays === undefined)) return [];
  const ends = dueAt === undefined ? Date.parse(now) + workingDays! * 86_400_000 : Date.parse(dueAt);
  const [post] = await tx.query<{ last: string | null }>(
    'select case when bool_and(valid_to is not null) then max(valid_to) end as last from post where login = $1 and unit_code = $2 and (valid_to is null or valid_to >= $3)',
    [assignee, unit, dateInZone(now, zone)],
  );
  const last = post?.last ?? null;
  if (last === null || dateInZone(new Date(ends).toISOString(), zone) <= last) return [];
  return [{ where: 'assignee', what: `${assignee} has his last day in ${unit} on ${last}, before the work is due`, mend: 'Name an earlier day, or somebody who stays.' }];
}

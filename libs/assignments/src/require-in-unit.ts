import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { AssignmentRefusedError } from './errors.js';
import { accessEndedFindings } from './leavers.js';

/** @param field that names the person @throws AssignmentRefusedError unless he holds a post in the unit today, or in the one that has its work */
export async function requireInUnit(context: CommandContext, field: string, login: string, unit: string): Promise<void> {
  const { tx, now, zone } = context;
  const found = await tx.query('select from post where login = $1 and unit_code in (select heirs_of_unit($2, $3)) and held_on(post, $3)', [
    login,
    unit,
    dateInZone(now, zone),
  ]);
  if (found.length === 0) throw new AssignmentRefusedError([{ where: field, what: `${login} is not in ${unit} today` }]);
  const ended = await accessEndedFindings(context, field, login);
  if (ended.length > 0) throw new AssignmentRefusedError(ended);
}

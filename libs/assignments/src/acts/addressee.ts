import { dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import type { Person } from '../assignment.js';
import { AssignmentForbiddenError, AssignmentRefusedError } from '../errors.js';
import { accessEndedFindings } from '../leavers.js';

/** To whom work is given: a person of a unit, or the unit as a whole. */
export interface Addressee {
  readonly unit: string;
  /** Null: the unit; its head says who does it. */
  readonly assignee: string | null;
}

/**
 * Heads give work to their people, leaders and the chief of office to units (171/QĐ-BDT §8, §9).
 * @throws AssignmentForbiddenError, AssignmentRefusedError
 */
export async function findAddressee(
  context: CommandContext,
  person: Person,
  { assignee, unit }: { readonly assignee?: string; readonly unit?: string },
): Promise<Addressee> {
  if ((assignee === undefined) === (unit === undefined)) {
    throw new AssignmentRefusedError([{ where: 'assignee', what: 'or unit: one of the two must be named' }]);
  }
  return assignee === undefined ? requireUnit(context, person, unit!) : requireOwnPerson(context, person, assignee);
}

async function requireUnit({ tx, now, zone }: CommandContext, { groups }: Person, unit: string): Promise<Addressee> {
  if (!groups.includes('leader') && !groups.includes('chief-of-office')) throw new AssignmentForbiddenError('give work to a unit');
  const found = await tx.query(`select from unit where code = $1 and kind <> 'leadership' and lives_on(unit, $2)`, [unit, dateInZone(now, zone)]);
  if (found.length === 0) refuse({ where: 'unit', what: `${unit} is no unit that can be given work` });
  // He would take up and judge his own work.
  if (groups.includes(`head:${unit}`)) refuse({ where: 'unit', what: 'is your own', mend: 'Name one of its people.' });
  return { unit, assignee: null };
}

async function requireOwnPerson(context: CommandContext, { login, groups }: Person, assignee: string): Promise<Addressee> {
  const headed = groups.filter((group) => group.startsWith('head:')).map((group) => group.slice('head:'.length));
  if (headed.length === 0) throw new AssignmentForbiddenError('give work to people');
  if (assignee === login) refuse({ where: 'assignee', what: 'is yourself' });
  const [post] = await context.tx.query<{ unit: string }>(
    'select unit_code as unit from post where login = $1 and unit_code = any($2) and held_on(post, $3) order by unit_code limit 1',
    [assignee, headed, dateInZone(context.now, context.zone)],
  );
  if (post === undefined) refuse({ where: 'assignee', what: `${assignee} is not in your unit today` });
  for (const finding of await accessEndedFindings(context, 'assignee', assignee)) refuse(finding);
  return { unit: post.unit, assignee };
}

function refuse(finding: Finding): never {
  throw new AssignmentRefusedError([finding]);
}

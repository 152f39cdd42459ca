import type { Database, Transaction } from '#database';
import type { Person } from './assignment.js';
import { AssignmentForbiddenError } from './errors.js';

/** Their post is to oversee the work of the whole office: they read every assignment. */
export const OVERSEERS_OF_ASSIGNMENTS = ['leader', 'chief-of-office', 'manager', 'admin'] as const;

/**
 * Condition over an `assignment a`: whoever has given it, does it, heads the unit that answers for it, or coordinates.
 * `first` is the number of the first of {@link personParameters}.
 */
export function readableAssignment(first: number): string {
  const [login, groups] = [`$${first}::text`, `$${first + 1}::text[]`];
  return `(${login} is null or a.assigner = ${login} or a.assignee = ${login} or ${login} = any(a.coordinating_people)
    or 'head:' || a.unit_code = any(${groups}) or 'deputy-head:' || a.unit_code = any(${groups})
    or exists (select from unnest(a.coordinating_units) as unit where 'unit:' || unit = any(${groups})))`;
}

/** The two parameters of {@link readableAssignment}; the login is null for overseers. */
export function personParameters(person: Person): [string | null, readonly string[]] {
  return isOverseer(person) ? [null, []] : [person.login, person.groups];
}

export function isOverseer({ groups }: Person): boolean {
  return OVERSEERS_OF_ASSIGNMENTS.some((group) => groups.includes(group));
}

/** @throws AssignmentForbiddenError */
export async function requireReader(source: Pick<Database | Transaction, 'query'>, person: Person, id: string): Promise<void> {
  const found = await source.query(`select from assignment a where a.id = $1 and ${readableAssignment(2)}`, [id, ...personParameters(person)]);
  if (found.length === 0) throw new AssignmentForbiddenError('see this assignment');
}

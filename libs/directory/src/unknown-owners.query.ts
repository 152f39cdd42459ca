import type { UnknownOwners } from '#runtime';
import { isPostRole } from './post-role.js';

/**
 * Which people and groups do not exist, so that a process that names them is refused at deploy instead of offering its
 * tasks to nobody. A group exists when its role and its unit do; that somebody holds the post today is not asked for.
 */
export const unknownOwners: UnknownOwners = async (tx, { users, groups }) => {
  const [known] = await tx.query<{ logins: string[]; units: string[] }>(
    `select array(select login from person where login = any($1)) as logins, array(select code from unit) as units`,
    [users],
  );
  const { logins, units } = known!;
  return {
    users: users.filter((login) => !logins.includes(login)),
    groups: groups.filter((group) => !groupExists(group, units)),
  };
};

function groupExists(group: string, units: readonly string[]): boolean {
  const [role = '', unit, ...rest] = group.split(':');
  if (unit === undefined) return isPostRole(role);
  return rest.length === 0 && (role === 'unit' || isPostRole(role)) && units.includes(unit);
}

import type { CommandContext } from '#runtime';
import type { PostRole } from '../post-role.js';
import { AppointmentForbiddenError } from './errors.js';

/** Posts that open the installation itself, or the accounts of others: only administrators give and take them. */
const OF_ADMINISTRATORS: readonly PostRole[] = ['admin', 'designer', 'it'];

/**
 * Nobody decides about a post of his own, and whoever does not run the installation makes nobody its administrator: otherwise
 * who may enter personnel decisions could give himself every right there is (000 §17, 004 §12).
 * @param groups of the caller today
 * @throws AppointmentForbiddenError
 */
export function refuseUnfitDecider(
  { caller }: CommandContext,
  groups: readonly string[],
  { login, roles }: { readonly login: string; readonly roles: readonly PostRole[] },
): void {
  if (login === caller.actor) {
    throw new AppointmentForbiddenError(caller.actor, 'it is a post of his own', 'Have somebody else of personnel, the chief of office or an administrator enter it.');
  }
  const closed = roles.find((role) => OF_ADMINISTRATORS.includes(role));
  if (closed !== undefined && !groups.includes('admin')) {
    throw new AppointmentForbiddenError(caller.actor, `only administrators give or take the post ${closed}`, 'Ask an administrator.');
  }
}

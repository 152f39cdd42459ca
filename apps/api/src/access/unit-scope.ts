import { NotAllowedError } from './errors.js';
import type { Principal } from './principal.js';

/**
 * Which unit's figures somebody may ask for: overseers any unit or all of them, a head his own.
 * @returns the unit to show; undefined for the whole office
 * @throws NotAllowedError
 */
export function unitInScope(
  principal: Principal,
  overseers: readonly string[],
  asked: string | undefined,
): string | undefined {
  if (overseers.some((group) => principal.groups.includes(group))) return asked;
  const headed = principal.groups
    .filter((group) => /^(deputy-)?head:/.test(group))
    .map((group) => group.split(':')[1]!);
  const unit = asked ?? headed[0];
  if (unit === undefined || !headed.includes(unit)) {
    throw new NotAllowedError(`Only for ${overseers.join(', ')}, and for heads about their own unit.`);
  }
  return unit;
}

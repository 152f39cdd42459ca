import { NotAllowedError } from './errors.js';
import type { Principal } from './principal.js';

/**
 * Which unit's figures somebody may ask for: those who oversee the office any unit or all of them, a head his own.
 * @param overseers groups; the lib whose figures they are names them
 * @returns the unit to show; undefined for the whole office
 * @throws NotAllowedError
 */
export function unitInScope(
  principal: Principal,
  overseers: readonly string[],
  asked: string | undefined,
): string | undefined {
  if (overseers.some((group) => principal.groups.includes(group))) return asked;
  const led = unitsLedBy(principal);
  const unit = asked ?? led[0];
  if (unit === undefined || !led.includes(unit)) {
    throw new NotAllowedError(`Only for ${overseers.join(', ')}, and for heads about their own unit.`);
  }
  return unit;
}

/** Codes of the units in which somebody works, and of those for whose deadlines he answers. */
export function unitsOf(principal: Principal): string[] {
  const works = principal.groups.filter((group) => group.startsWith('unit:')).map((group) => group.slice('unit:'.length));
  return [...new Set([...works, ...unitsLedBy(principal)])];
}

/**
 * Codes of the units whose deadlines somebody answers for, as head or as his deputy. Handing out work is the head's
 * alone (`libs/worklist/src/task-rights.ts`): a deputy reads what the head reads, and acts where he is given a task.
 */
function unitsLedBy({ groups }: Principal): string[] {
  return groups.filter((group) => /^(deputy-)?head:/.test(group)).map((group) => group.split(':')[1]!);
}

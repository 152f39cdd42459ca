import { holdsOne, type Person } from '../duty.js';
import { DutyForbiddenError } from '../errors.js';
import { OFFICE_GROUPS, type PartRecord } from './programme.js';

/** The head and his deputy write; for a unit that is not on the network the office does. */
export function mayWrite(person: Person, { unit, byOffice, groups }: Pick<PartRecord, 'unit' | 'byOffice' | 'groups'>): boolean {
  return holdsOne(person, [...groups, `head:${unit}`, `deputy-head:${unit}`, ...(byOffice ? OFFICE_GROUPS : [])]);
}

/** Whoever publishes answers for it: the head, or those who had the task in his place. @throws DutyForbiddenError */
export function requirePublisher(person: Person, { unit, groups }: Pick<PartRecord, 'unit' | 'groups'>): void {
  if (!holdsOne(person, [...groups, `head:${unit}`])) throw new DutyForbiddenError(`publish the part of ${unit}: its head does`);
}

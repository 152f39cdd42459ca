import { holdsOne, type Person } from '../duty.js';
import type { ItReportEvent, ItReportRecord, ItReportStatus } from './it-report.js';

/** Who reads every report, in whatever state: IT, whose it is, and those whom it is for. */
const READERS = ['it', 'leader', 'chief-of-office'];

/** Who is asked to confirm reads it too; once it is done also the heads of units and their deputies (47/QĐ-STP art. 16.1). */
export function maySeeItReport(person: Person, { status, confirmGroups }: Pick<ItReportRecord, 'confirmGroups'> & { readonly status: ItReportStatus }): boolean {
  return holdsOne(person, [...READERS, ...confirmGroups]) || (status === 'done' && leadsUnit(person));
}

/** What the units get a copy of: not what was asked, answered and returned on the way to it. */
const COPIED: readonly ItReportEvent[] = ['confirmed', 'noted', 'circulated'];

/** Of what happened to a report, the part that this person reads. */
export function eventsOf<Event extends { readonly kind: ItReportEvent }>(
  person: Person,
  { confirmGroups, events }: Pick<ItReportRecord, 'confirmGroups'> & { readonly events: readonly Event[] },
): readonly Event[] {
  return holdsOne(person, [...READERS, ...confirmGroups]) ? events : events.filter(({ kind }) => COPIED.includes(kind));
}

/** {@link maySeeItReport} in SQL about `it_report r`. `groups` and `leads` are parameters: the groups of the person, and {@link leadsUnit}. */
export function visibleItReport(groups: string, leads: string): string {
  return `(${groups}::text[] && array['${READERS.join(`', '`)}'] or ${groups}::text[] && r.confirm_groups or (${leads}::boolean and r.status = 'done'))`;
}

export function leadsUnit({ groups }: Person): boolean {
  return groups.some((group) => group.startsWith('head:') || group.startsWith('deputy-head:'));
}

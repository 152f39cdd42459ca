import type { Database } from '#database';
import { IncidentNotFoundError } from './errors.js';
import type { HopOutcome } from './hops.js';
import { hopName } from './hops.js';
import type { IncidentStatus, Person } from './incident.js';
import type { IncidentEvent } from './record-event.js';
import { readsIncident, requireFollower } from './rights.js';

/** A level that was asked. */
export interface IncidentHop {
  readonly number: number;
  /** As people read it. */
  readonly name: string;
  /** Logins of those who held the posts then. */
  readonly asked: readonly string[];
  readonly askedAt: string;
  /** Until when it may be silent. */
  readonly dueAt: string;
  /** Null while it waits. */
  readonly outcome: HopOutcome | null;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
}

export interface IncidentProgress {
  /** Of the incident that it has become part of, where it has. */
  readonly id: string;
  readonly label: string;
  readonly status: IncidentStatus;
  readonly hops: readonly IncidentHop[];
  /** What people wrote is for those who read the incident; others see that something happened. */
  readonly events: readonly (Required<IncidentEvent> & { readonly at: string })[];
}

/** Their texts name a level, and nothing that anybody wrote. */
const OF_LEVELS: readonly IncidentEvent['kind'][] = ['asked', 'nobody'];

/**
 * How far it is: who was asked until when, and what happened, the earliest first. Of a report that is part of another, that of the
 * other. Not paged: an incident has a few dozen lines at most.
 * @throws IncidentNotFoundError, IncidentForbiddenError
 */
export async function incidentProgress(database: Database, person: Person, id: string): Promise<IncidentProgress> {
  await requireFollower(database, person, id);
  const [incident] = await database.query<Pick<IncidentProgress, 'id' | 'label' | 'status'>>(
    `select whole.id, 'SC-' || whole.number as label, whole.status
     from incident i join incident whole on whole.id = coalesce(i.merged_into, i.id) where i.id = $1`,
    [id],
  );
  if (incident === undefined) throw new IncidentNotFoundError(id);
  const hops = await database.query<Omit<IncidentHop, 'name'> & { hop: string }>(
    `select number, hop, asked, asked_at as "askedAt", due_at as "dueAt", outcome, ended_at as "endedAt", ended_by as "endedBy"
     from incident_hop where incident_id = $1 order by number`,
    [incident.id],
  );
  const events = await database.query<IncidentProgress['events'][number]>(
    'select kind, actor, at, text from incident_event where incident_id = $1 order by id',
    [incident.id],
  );
  const reads = await readsIncident(database, person, incident.id);
  return {
    ...incident,
    hops: hops.map(({ hop, ...asked }) => ({ ...asked, name: hopName(hop) })),
    events: events.map((event) => (reads || OF_LEVELS.includes(event.kind) ? event : { ...event, text: null })),
  };
}

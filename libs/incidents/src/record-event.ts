import { newId } from '#foundation';
import type { CommandContext } from '#runtime';

export const INCIDENT_EVENTS = [
  'reported',
  'asked',
  'nobody',
  'outside',
  'taken',
  'taken-over',
  'delayed',
  'corrected',
  'climbed',
  'late',
  'account-unknown',
  'locked',
  'account-searched',
  'isolated',
  'fixed',
  'works',
  'reopened',
  'confirmed',
  'refused',
  'noted',
  'handed-over',
  'merged',
  'withdrawn',
  'cancelled',
] as const;

export interface IncidentEvent {
  readonly kind: (typeof INCIDENT_EVENTS)[number];
  /** Login; `system` where nobody acted. */
  readonly actor: string;
  readonly text?: string | null;
}

/** Adds a line to what happened to an incident, and the same without its text to the audit trail. */
export async function recordEvent(context: CommandContext, incidentId: string, { kind, actor, text = null }: IncidentEvent): Promise<void> {
  await context.tx.execute(`insert into incident_event (id, incident_id, kind, actor, at, text) values ($1, $2, $3, $4, $5, $6)`, [
    newId(),
    incidentId,
    kind,
    actor,
    context.now,
    text,
  ]);
  context.audit({ subject: 'incident', subjectId: incidentId, detail: { event: kind, actor } });
}

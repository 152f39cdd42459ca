import { newId } from '#foundation';
import type { CommandContext } from '#runtime';

export const ASSIGNMENT_EVENTS = [
  'given',
  'accepted',
  'returned',
  'reassigned',
  'progress',
  'reported',
  'asked-again',
  'done',
  'recalled',
  'reworded',
  'comment',
] as const;

export interface AssignmentEvent {
  readonly kind: (typeof ASSIGNMENT_EVENTS)[number];
  /** Login. */
  readonly actor: string;
  readonly text?: string | null;
  readonly percent?: number;
  /** Who does it from then on. */
  readonly assignee?: string | null;
}

/** Adds a line to what happened to an assignment, and the same without its text to the audit trail. */
export async function recordEvent(
  context: CommandContext,
  assignmentId: string,
  { kind, actor, text = null, percent, assignee = null }: AssignmentEvent,
): Promise<void> {
  await context.tx.execute(
    `insert into assignment_event (id, assignment_id, kind, actor, at, text, percent, assignee) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), assignmentId, kind, actor, context.now, text, percent ?? null, assignee],
  );
  context.audit({ subject: 'assignment', subjectId: assignmentId, detail: { event: kind, actor, assignee, percent: percent ?? null } });
}

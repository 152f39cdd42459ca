import { newId } from '#foundation';
import type { CommandContext } from '#runtime';

export const QUESTION_EVENTS = [
  'received',
  'accepted',
  'forwarded',
  'complaint',
  'spam',
  'returned',
  'assigned',
  'declined',
  'given',
  'written',
  'drafted',
  'checked',
  'check-returned',
  'approved',
  'approval-returned',
  'answered',
  'published',
  'mailed',
  'mail-refused',
  'taken-down',
  'reopened',
  'kept',
  'withdrawn',
  'cancelled',
] as const;
export type QuestionEventKind = (typeof QUESTION_EVENTS)[number];

/** Adds a line to what happened to a question, and the same without its text to the audit trail. @param event.actor `asker`: whoever asked */
export async function recordQuestionEvent(
  context: CommandContext,
  questionId: string,
  { kind, actor, text = null }: { readonly kind: QuestionEventKind; readonly actor: string; readonly text?: string | null },
): Promise<void> {
  await context.tx.execute(`insert into website_question_event (id, question_id, kind, actor, at, text) values ($1, $2, $3, $4, $5, $6)`, [
    newId(),
    questionId,
    kind,
    actor,
    context.now,
    text,
  ]);
  context.audit({ subject: 'website-question', subjectId: questionId, detail: { event: kind, actor } });
}

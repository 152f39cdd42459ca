import type { CommandContext } from '#runtime';
import { outcomeAt } from './deadline-status.js';

/**
 * Closes the open deadlines of these subjects, which are done now: met where that is in time, else missed. Those without one
 * are passed over. Deadlines that are open still when their case ends close with it, by a trigger of the database.
 */
export async function closeDeadlines({ tx, now }: CommandContext, subject: string, subjectIds: readonly string[]): Promise<void> {
  await tx.execute(
    `update deadline set closed_at = $3, paused_until = null, status = ${outcomeAt('$3', 'due_at')}
     where subject = $1 and subject_id = any($2::text[]) and status = 'open'`,
    [subject, subjectIds, now],
  );
}

/** Nobody owes what it was the deadline of any more, and it was not done. */
export async function cancelDeadlines({ tx, now }: CommandContext, subject: string, subjectId: string): Promise<void> {
  await tx.execute(
    `update deadline set closed_at = $3, paused_until = null, status = 'cancelled'
     where subject = $1 and subject_id = $2 and status = 'open'`,
    [subject, subjectId, now],
  );
}

/**
 * What these were closed with does not stand any more: each is owed again, by the due date that it had. Earlier versions entered
 * a second deadline for what was done already: the first, on which people have decided, opens, and none beside an open one.
 */
export async function reopenDeadlines({ tx }: CommandContext, subject: string, subjectIds: readonly string[]): Promise<void> {
  await tx.execute(
    `update deadline set status = 'open', closed_at = null where id = any(array(
       select distinct on (d.subject_id) d.id from deadline d
       where d.subject = $1 and d.subject_id = any($2::text[]) and d.status in ('met', 'missed')
         and not exists (select from deadline other where other.subject = $1 and other.subject_id = d.subject_id and other.status = 'open')
       order by d.subject_id, d.id))`,
    [subject, subjectIds],
  );
}

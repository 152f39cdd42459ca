import type { CommandContext } from '#runtime';

export interface DeadlineClosing {
  readonly subject: string;
  readonly subjectIds: readonly string[];
  /** `done`: met where it was in time, else missed. */
  readonly as: 'done' | 'cancelled';
}

/** Closes the open deadlines of these subjects; those without one are passed over. What is done at its due instant is in time. */
export async function closeDeadlines({ tx, now }: CommandContext, { subject, subjectIds, as }: DeadlineClosing): Promise<void> {
  await tx.execute(
    `update deadline set closed_at = $3, paused_until = null,
       status = case when $4 = 'cancelled' then 'cancelled' when $3 <= due_at then 'met' else 'missed' end
     where subject = $1 and subject_id = any($2::text[]) and status = 'open'`,
    [subject, subjectIds, now, as],
  );
}

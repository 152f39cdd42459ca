import type { CommandContext } from '#runtime';

/** What a case has changed and can take back: a post that it ended, one that it gave, an account that it locked. */
export const CHANGE_KINDS = ['post-ended', 'post-given', 'account-locked'] as const;

export interface Change {
  readonly kind: (typeof CHANGE_KINDS)[number];
  /** Of the post, or the name of the account system. */
  readonly subjectId: string;
  /** Last day that the post had before; null: none. */
  readonly oldDay: string | null;
}

/** Remembers a change, the first time that it is made. */
export async function recordChange({ tx }: CommandContext, minutesId: string, { kind, subjectId, oldDay }: Change): Promise<void> {
  await tx.execute(
    'insert into handover_change (minutes_id, kind, subject_id, old_day) values ($1, $2, $3, $4) on conflict (minutes_id, kind, subject_id) do nothing',
    [minutesId, kind, subjectId, oldDay],
  );
}

export function changesOf({ tx }: CommandContext, minutesId: string): Promise<Change[]> {
  return tx.query<Change>('select kind, subject_id as "subjectId", old_day as "oldDay" from handover_change where minutes_id = $1 order by kind, subject_id', [minutesId]);
}

export const DEADLINE_STATUSES = ['open', 'met', 'missed', 'cancelled'] as const;

export type DeadlineStatus = (typeof DEADLINE_STATUSES)[number];

/** SQL of the status of what is done: at its due instant is in time. */
export function outcomeAt(doneAt: string, dueAt: string): string {
  return `case when ${doneAt} <= ${dueAt} then 'met' else 'missed' end`;
}

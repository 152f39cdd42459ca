/** How the first due date of a case deadline came about. */
export type DeadlineRule =
  /** So much working time after an instant, by the calendar of the deadline's unit. */
  | { readonly kind: 'working'; readonly duration: string; readonly from: string }
  /** Somebody wrote it down. */
  | { readonly kind: 'fixed'; readonly dueAt: string; readonly by: string };

/** What changed a deadline after it began, in the order in which it was decided. */
export const DEADLINE_ACTS = ['pause', 'resume', 'extension', 'move', 'change', 'correction'] as const;

/** The part of an act that its due date follows from. */
export interface CountedAct {
  readonly act: (typeof DEADLINE_ACTS)[number];
  /** From when it counts. */
  readonly at: string;
  /** Pause: its expected end. */
  readonly until: string | null;
  /** Extension that was given as working days; null: as an instant. */
  readonly workingDays: number | null;
  /** The due date as it was decided. */
  readonly dueAfter: string;
}

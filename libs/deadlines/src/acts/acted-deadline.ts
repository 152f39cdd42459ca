/** Where a deadline stands after an act. */
export interface ActedDeadline {
  readonly dueAt: string;
  readonly pausedUntil: string | null;
}

/** The expected end of a pause ends it, also where nobody says so. */
export function isPaused(pausedUntil: string | null, now: string): pausedUntil is string {
  return pausedUntil !== null && Date.parse(pausedUntil) > Date.parse(now);
}

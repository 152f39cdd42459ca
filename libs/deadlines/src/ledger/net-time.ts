import type { WorkingTime } from '#calendar';

/** While a clock stood still; a row of the view `deadline_pause`. Any ISO 8601 with a zone. */
export interface Pause {
  readonly from: string;
  readonly until: string;
}

/**
 * Working seconds from start to end (ISO 8601 UTC), less those in which at least one of the pauses went on. 0 where the end
 * lies before the start.
 */
export function netSeconds(
  calendar: Pick<WorkingTime, 'workingSecondsBetween'>,
  start: string,
  end: string,
  pauses: readonly Pause[],
): number {
  let net = 0;
  let begin = start;
  for (const { from, until } of pauses.map(inUtc).toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from >= end) break;
    if (from > begin) net += calendar.workingSecondsBetween(begin, from);
    if (until > begin) begin = until;
  }
  return begin < end ? net + calendar.workingSecondsBetween(begin, end) : net;
}

/** So that instants are compared as text. */
function inUtc({ from, until }: Pause): Pause {
  return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
}

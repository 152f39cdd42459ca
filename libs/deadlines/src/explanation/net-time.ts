import type { WorkingTime } from '#calendar';
import type { DeadlineActRow } from './deadline-facts.js';

/** Working seconds from start to end, less those of the pauses in between. */
export function netSeconds(
  calendar: Pick<WorkingTime, 'workingSecondsBetween'>,
  start: string,
  end: string,
  acts: readonly Pick<DeadlineActRow, 'act' | 'at' | 'until'>[],
): number {
  let net = Math.max(0, calendar.workingSecondsBetween(start, end));
  for (const { from, until } of pausesIn(acts)) {
    const stop = Date.parse(until) < Date.parse(end) ? until : end;
    net -= Math.max(0, calendar.workingSecondsBetween(from, stop));
  }
  return Math.max(0, net);
}

/** From when to when the clock stood still: until it was resumed, or by itself at the expected end. */
export function pausesIn(
  acts: readonly Pick<DeadlineActRow, 'act' | 'at' | 'until'>[],
): { readonly from: string; readonly until: string }[] {
  return acts.flatMap(({ act, at, until }, index) => {
    if (act !== 'pause' || until === null) return [];
    const resumed = acts.slice(index + 1).find((later) => later.act === 'resume' || later.act === 'pause');
    const ended = resumed?.act === 'resume' && Date.parse(resumed.at) < Date.parse(until) ? resumed.at : until;
    return [{ from: at, until: ended }];
  });
}

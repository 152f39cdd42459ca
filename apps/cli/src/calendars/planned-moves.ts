import type { CalendarMovePlan } from '#deadlines';
import { sayInOfficeTime } from '../office-time.js';
import type { Server } from '../server/server.js';

/** What a change of calendars would do to open deadlines: the first page, which names some and counts all. */
export type PlannedMoves = Pick<CalendarMovePlan, 'items'> & {
  readonly [Part in 'totals' | 'onDaysOff']: NonNullable<CalendarMovePlan[Part]>;
};

/** Deadlines that are named one by one; the totals count all. */
const NAMED = 20;

/** @param path of the dry run of the change that is the body */
export function planMoves(server: Server, path: string, change: object): Promise<PlannedMoves> {
  return server.post<PlannedMoves>(`${path}?limit=${NAMED}`, change);
}

export function sayMoves({ items, totals: { cases, tasks, timers, problems, onDaysOff: fixed }, onDaysOff }: PlannedMoves): string[] {
  const sum = `Open deadlines that follow: ${cases} of cases, ${tasks} of tasks, ${timers} timer(s).`;
  const named = items.map(({ label, unit, from, to, why }) => `> ${label}${whose(unit)}: ${said(from)} → ${said(to)}, ${why}`);
  const stay = onDaysOff.slice(0, NAMED).map(({ label, unit, dueAt }) => `> ${label}${whose(unit)}: ${said(dueAt)}`);
  return [
    sum,
    ...named,
    ...(problems > 0 ? [`${problems} cannot be counted by it and stay as they are.`] : []),
    ...(fixed > 0 ? [`${fixed} with a date that somebody wrote stay as they are and would be due on a day off:`, ...stay] : []),
  ];
}

function said(dueAt: string | null): string {
  return dueAt === null ? 'none' : sayInOfficeTime(dueAt);
}

function whose(unit: string | null): string {
  return unit === null ? '' : ` (${unit})`;
}

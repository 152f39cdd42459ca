import type { CalendarBook } from '#calendar';
import type { ReminderPolicy } from '../policies/policy.js';

/** A day off at the edge may make a step come earlier than its length says. */
const MARGIN = 'P1D';

/**
 * The latest due date, ISO 8601 UTC, of which a reminder may have come by now: the first step of any policy, in the
 * calendar that reaches furthest. What is due later need not be looked at.
 * @param units codes of those that have a calendar of their own
 */
export function reachOf(policies: readonly ReminderPolicy[], calendars: CalendarBook, units: readonly string[], now: string): string {
  const leads = policies
    .filter(({ enabled }) => enabled)
    .flatMap(({ steps }) => steps.flatMap((step) => (step.at.startsWith('-') ? [step.at.slice(1)] : [])));
  const reached = [null, ...units].flatMap((unit) => {
    const { workingTime } = calendars.ofUnit(unit);
    return [MARGIN, ...leads].map((lead) => Date.parse(workingTime.add(workingTime.add(now, lead), MARGIN)));
  });
  return new Date(Math.max(...reached)).toISOString();
}

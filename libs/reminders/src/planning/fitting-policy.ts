import type { ReminderPolicy } from '../policies/policy.js';
import type { RemindedDeadline } from './reminded-deadline.js';

type Filter = 'elementId' | 'processKey' | 'unitCode' | 'urgency' | 'kind';

/** What a policy may filter by, the most telling first: a policy that names more telling things is more specific. */
const FILTERS: readonly Filter[] = ['elementId', 'processKey', 'unitCode', 'urgency', 'kind'];

/** The one enabled policy that applies to a deadline: of those that fit the most specific, of equals the first by name. */
export function fittingPolicy(policies: readonly ReminderPolicy[], deadline: RemindedDeadline): ReminderPolicy | undefined {
  return policies
    .filter((policy) => policy.enabled && FILTERS.every((name) => policy[name] === null || policy[name] === deadline[name]))
    .toSorted((one, other) => specificity(other) - specificity(one) || (one.name < other.name ? -1 : 1))[0];
}

/** A bit for each filter that is set, the most telling the highest. */
function specificity(policy: ReminderPolicy): number {
  return FILTERS.reduce((bits, name) => bits * 2 + (policy[name] === null ? 0 : 1), 0);
}

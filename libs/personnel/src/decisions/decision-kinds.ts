import { leavingRules } from '../leaving/leaving-rules.js';
import { movingRules } from '../moving/moving-rules.js';
import type { KindRules } from './kind-rules.js';

const RULES = { leave: leavingRules, retire: leavingRules, transfer: movingRules, appoint: movingRules } as const satisfies Record<string, KindRules>;

/** He goes (leave, retire), or goes on in another post (transfer, appoint). */
export type DecisionKind = keyof typeof RULES;
export const DECISION_KINDS = Object.keys(RULES) as [DecisionKind, ...DecisionKind[]];

/** All kinds that are listed; `recruit` is entered by `recordRecruitment`. */
export const ALL_DECISION_KINDS = ['recruit', ...DECISION_KINDS] as const;

/** Under way, carried out, taken back, not approved. */
export const DECISION_STATUSES = ['open', 'done', 'cancelled', 'refused'] as const;

export function rulesOf(kind: DecisionKind): KindRules {
  return RULES[kind];
}

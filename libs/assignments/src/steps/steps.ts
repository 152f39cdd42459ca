import type { AssignmentStatus } from '../assignment.js';

/** Steps of the case that are written down, each from one state into another; `step` in the model names one of them. */
export const STEPS = {
  accepted: { from: 'given', to: 'accepted', act: 'accepting it' },
  returned: { from: 'given', to: 'returned', act: 'returning it' },
  reassigned: { from: 'returned', to: 'given', act: 'giving it again' },
  reported: { from: 'accepted', to: 'reported', act: 'reporting its result' },
  'asked-again': { from: 'reported', to: 'accepted', act: 'asking for more' },
  done: { from: 'reported', to: 'done', act: 'accepting its result' },
  recalled: { from: 'returned', to: 'recalled', act: 'taking it back' },
} as const satisfies Record<string, { from: AssignmentStatus; to: AssignmentStatus; act: string }>;

export type StepName = keyof typeof STEPS;

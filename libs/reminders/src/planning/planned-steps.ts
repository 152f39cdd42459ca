import type { WorkingTime } from '#calendar';
import type { ReminderStep } from '../policies/policy.js';
import type { RemindedDeadline } from './reminded-deadline.js';

export interface PlannedStep extends ReminderStep {
  /** ISO 8601 UTC, in working time. */
  readonly plannedAt: string;
  /**
   * Who sees to it as things stand: the `policy`; the `process`, whose model does it itself; the policy of the `task` that
   * is due at the same moment as the case.
   */
  readonly sentBy: 'policy' | 'process' | 'task';
}

/** The steps of a policy for one deadline, earliest first. */
export function plannedSteps(
  steps: readonly ReminderStep[],
  deadline: Pick<RemindedDeadline, 'dueAt' | 'modelsReminders' | 'modelsEscalation' | 'coveredByTask'>,
  workingTime: WorkingTime,
): PlannedStep[] {
  const sentBy = ({ escalate }: ReminderStep) => {
    if (escalate ? deadline.modelsEscalation : deadline.modelsReminders) return 'process';
    return deadline.coveredByTask ? 'task' : 'policy';
  };
  return steps
    .map((step) => ({ ...step, plannedAt: workingTime.add(deadline.dueAt, step.at), sentBy: sentBy(step) }) as const)
    .toSorted((one, other) => Date.parse(one.plannedAt) - Date.parse(other.plannedAt));
}

export interface Agenda {
  /** The step to send now, if any. */
  readonly due?: PlannedStep;
  /** How many earlier ones nobody sent when it was time: they go with this one. */
  readonly passedOver: number;
  /** When the next step comes, whoever sees to it then; absent: there is none. */
  readonly nextAt?: string;
}

/**
 * What to do about a deadline now. Steps from before it began, and from before the last reminder of it, are over: so a
 * deadline that has moved begins anew with those that are still to come. Of several that nobody sent the latest is sent.
 * @param planned earliest first
 */
export function agendaOf(
  planned: readonly PlannedStep[],
  { startedAt, remindedAt }: Pick<RemindedDeadline, 'startedAt' | 'remindedAt'>,
  now: string,
): Agenda {
  const over = Math.max(Date.parse(startedAt), remindedAt === null ? -Infinity : Date.parse(remindedAt));
  const come = planned.filter(
    ({ plannedAt, sentBy }) => sentBy === 'policy' && Date.parse(plannedAt) > over && Date.parse(plannedAt) <= Date.parse(now),
  );
  const due = come.at(-1);
  const passedOver = come.filter(({ plannedAt }) => plannedAt !== due!.plannedAt).length;
  return { due, passedOver, nextAt: planned.find(({ plannedAt }) => Date.parse(plannedAt) > Date.parse(now))?.plannedAt };
}

import type { WorkingTime } from '#calendar';
import { dateInZone } from '#foundation';
import { DateTime } from 'luxon';
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

/** By what the steps of a deadline are counted. */
export interface StepClock {
  readonly workingTime: WorkingTime;
  /** IANA zone of the office: where days begin. */
  readonly zone: string;
}

/** The steps of a policy for one deadline, earliest first. */
export function plannedSteps(
  steps: readonly ReminderStep[],
  deadline: Pick<RemindedDeadline, 'dueAt' | 'modelsReminders' | 'modelsEscalation' | 'coveredByTask'>,
  clock: StepClock,
): PlannedStep[] {
  const sentBy = ({ escalate }: ReminderStep) => {
    if (escalate ? deadline.modelsEscalation : deadline.modelsReminders) return 'process';
    return deadline.coveredByTask ? 'task' : 'policy';
  };
  return steps
    .map((step) => ({ ...step, plannedAt: momentOf(step.at, deadline.dueAt, clock), sentBy: sentBy(step) }) as const)
    .toSorted((one, other) => Date.parse(one.plannedAt) - Date.parse(other.plannedAt));
}

const WHOLE_DAYS = /^(-?)P[1-9]\d?D$/;

/**
 * Whole days come in the morning, when people plan their day and all of it reaches them as one notice: before the deadline
 * on the n-th working day before its date, after it on the morning after n working days more.
 */
function momentOf(at: string, dueAt: string, { workingTime, zone }: StepClock): string {
  const counted = workingTime.add(dueAt, at);
  const [wholeDays, sign] = WHOLE_DAYS.exec(at) ?? [];
  if (wholeDays === undefined) return counted;
  const date = DateTime.fromISO(dateInZone(counted, zone)).plus({ days: sign === '-' ? 0 : 1 });
  return workingTime.add(date.toISODate()!, 'PT0S');
}

/** What bounds the agenda of a deadline. Instants are ISO 8601 UTC. */
export interface AgendaBounds {
  readonly now: string;
  /** When a worker last looked at all deadlines; null: none ever did. */
  readonly lastRunAt: string | null;
  /** Since when the policy is as it is. */
  readonly policySince: string;
}

export interface Agenda {
  /** The steps to send now. */
  readonly due: readonly PlannedStep[];
  /** How many earlier ones were not sent when it was time, as no worker ran: they go with these. */
  readonly passedOver: number;
  /** Whether some that came were left to somebody else, who may not be there tomorrow. */
  readonly leftToOthers: boolean;
  /** When the next step comes, whoever sees to it then; absent: there is none. */
  readonly nextAt?: string;
}

/**
 * What to do about a deadline now. Over is what came before it began, before the last reminder of it, or before its policy
 * was set while workers ran: so a deadline that has moved begins anew with what is still to come, and a new policy does not
 * climb to the leader with all that is long overdue. Of several moments the last is sent, and with it the last step that
 * is for whoever holds the task.
 * @param planned earliest first
 */
export function agendaOf(
  planned: readonly PlannedStep[],
  { startedAt, remindedAt }: Pick<RemindedDeadline, 'startedAt' | 'remindedAt'>,
  { now, lastRunAt, policySince }: AgendaBounds,
): Agenda {
  const lastRun = lastRunAt === null ? Infinity : Date.parse(lastRunAt);
  const reminded = remindedAt === null ? -Infinity : Date.parse(remindedAt);
  const over = Math.max(Date.parse(startedAt), reminded, Math.min(Date.parse(policySince), lastRun));
  const passed = planned.filter(({ plannedAt }) => Date.parse(plannedAt) > over && Date.parse(plannedAt) <= Date.parse(now));
  const come = passed.filter(({ sentBy }) => sentBy === 'policy');
  const last = come.filter(({ plannedAt }) => plannedAt === come.at(-1)!.plannedAt);
  const forHolder = last.some(({ to }) => to === 'assignee') ? undefined : come.findLast(({ to }) => to === 'assignee');
  const due = forHolder === undefined ? last : [forHolder, ...last];
  const passedOver = come.filter((step) => !due.includes(step) && Date.parse(step.plannedAt) > lastRun).length;
  const nextAt = planned.find(({ plannedAt }) => Date.parse(plannedAt) > Date.parse(now))?.plannedAt;
  return { due, passedOver, leftToOthers: come.length < passed.length, nextAt };
}

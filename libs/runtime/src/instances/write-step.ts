import type { EngineEffect, EngineState } from '#engine';
import type { CommandContext } from '../executor/command.js';
import { variableChanges } from '../history/changes-of-step.js';
import { toJobRows } from '../jobs/schedule-jobs.js';
import type { LockedInstance } from './instance.js';
import { type StepRows, toStepRows } from './step-rows.js';
import { type StepContents, stepStatement } from './step-statement.js';
import { writeRareRows } from './write-rare-rows.js';

export interface Step {
  /** `insert` for a new instance, whose first state this is. */
  readonly kind: 'insert' | 'update';
  /** As it stood before the step; a new one as it is after it. */
  readonly instance: LockedInstance;
  readonly state: EngineState;
  readonly effects: readonly EngineEffect[];
  /** Key of the job that the command used up. */
  readonly consumedJob?: number;
}

/**
 * Writes one step of an instance: its state, tasks, jobs, timers, subscriptions and history, in one statement; what few
 * steps have follows in others. Gives the rows that the step has made.
 *
 * One statement because the round trips are what a step costs: 2,038 such steps a second against 578 through an entity
 * manager on the same machine (docs/adr/0002). The foreign keys are checked at the end of the statement, so a new
 * instance and its first tasks can stand side by side. Nobody waits for it: where nothing else is to be asked it goes out
 * with the commit, and whatever is asked goes out behind it.
 */
export function writeStep(context: CommandContext, step: Step): StepRows {
  const { instance, state } = step;
  const rows = toStepRows(step.effects, context.now, step.consumedJob);
  const { end } = rows;
  context.jobsAtHand.withdraw(instance.id, rows.removedJobs);
  context.jobsAtHand.refresh(instance.id, state);
  const common = [
    instance.id,
    context.now,
    JSON.stringify(state),
    statusAfter(step.effects),
    end === undefined ? null : JSON.stringify(end.variables),
    context.caller.actor,
    instance.definitionId,
  ];
  const isNew = step.kind === 'insert';
  const contents: StepContents = {
    ...rows,
    newJobs: toJobRows(context, rows.newJobs, { ...instance, state }),
    variableChanges: variableChanges(isNew ? null : instance.state, state, end?.variables),
    hasEnded: end !== undefined,
  };
  const { rootInstanceId, parentInstanceId, parentActivityKey, businessKey, startKey } = instance;
  const own = isNew ? [rootInstanceId, parentInstanceId, parentActivityKey, businessKey, startKey] : [instance.revision];
  context.tx.later(stepStatement(step.kind, [...common, ...own], contents));
  writeRareRows(context, instance.id, rows);
  logNullDueDates(context, instance.id, rows);
  return rows;
}

/** No incident: cases without a deadline let their tasks read null on purpose. */
function logNullDueDates({ log }: CommandContext, instanceId: string, { openedTasks }: StepRows): void {
  for (const { id, element, dueDateIsNull } of openedTasks) {
    if (dueDateIsNull) log.info({ code: 'runtime.due-date-is-null', instanceId, element, taskId: id });
  }
}

/**
 * The status of an instance after the step with these effects. One that an error has ended did not complete;
 * advance-instance.ts notes the error as the reason.
 */
export function statusAfter(effects: readonly EngineEffect[]): LockedInstance['status'] {
  const end = effects.at(-1);
  if (end?.type !== 'endInstance') return 'active';
  return end.outcome === 'error' ? 'cancelled' : end.outcome;
}

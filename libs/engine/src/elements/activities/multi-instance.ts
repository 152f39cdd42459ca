import type { MultiInstance } from '#bpmn';
import { toList, toNumber } from '#expressions';
import type { JsonObject, JsonValue } from '#foundation';
import { RunawayLoopError, UnsupportedElementError, UnusableAttributeError } from '../../errors.js';
import type { Activity } from '../../execution/activity.js';
import { beginRun } from '../../execution/begin.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { cancelChildren } from '../../execution/cancel.js';
import { complete } from '../../execution/complete.js';
import { holds, read, readVariable } from '../../execution/evaluation.js';
import type { Step, Work } from '../../execution/step.js';
import { declareVariables, variablesSeenBy } from '../../execution/variables.js';

/**
 * Multi-instance characteristics of any activity (BPMN 2.0.2 §13.3.7) with `camunda:collection` and `elementVariable`.
 *
 * The body stands where the activity stands in the flow: boundary events are attached to it, and it holds
 * `nrOfInstances`, `nrOfActiveInstances` and `nrOfCompletedInstances`. Each run inside it is a scope with `loopCounter`
 * (from 0) and its element of the collection. The collection is read once, on entry; an empty one skips the activity.
 */
export const multiInstanceBody: Behaviour = {
  enter(step, body) {
    const characteristics = characteristicsOf(body);
    const { total, items } = runsOf(step, body, characteristics);
    const { sequential } = characteristics;
    if (!sequential && total > step.activityLimit) throw new RunawayLoopError(step.activityLimit, [body.element.id]);
    body.loop = { total, completed: 0, ...(sequential && items && { items }) };
    updateCounters(body, sequential);
    if (total === 0) {
      complete(step, body);
      return;
    }
    const atOnce = sequential ? 1 : total;
    for (let index = 0; index < atOnce; index++) step.schedule(new RunStart(body, index, items?.[index]));
  },

  childCompleted(step, body, run) {
    const { sequential, completionCondition } = characteristicsOf(body);
    const before = loopOf(body);
    const completed = before.completed + 1;
    body.loop = { ...before, completed };
    updateCounters(body, sequential);
    if (completed === before.total || isSatisfied(step, run, completionCondition)) {
      cancelChildren(step, body);
      complete(step, body);
    } else if (sequential) {
      step.schedule(new RunStart(body, completed, before.items?.[completed]));
    }
  },
};

class RunStart implements Work {
  constructor(
    readonly owner: Activity,
    private readonly index: number,
    private readonly item: JsonValue | undefined,
  ) {}

  perform(step: Step): void {
    const { elementVariable } = characteristicsOf(this.owner);
    const variables: JsonObject = { loopCounter: this.index };
    beginRun(
      step,
      this.owner,
      elementVariable === undefined ? variables : { ...variables, [elementVariable]: this.item ?? null },
    );
  }
}

/** How many runs there are, and over which elements. Given both, the cardinality counts, as in Camunda 7. */
function runsOf(
  step: Step,
  body: Activity,
  { cardinality, collection }: MultiInstance,
): { total: number; items?: readonly JsonValue[] } {
  const items =
    collection === undefined
      ? undefined
      : readVariable(step, body, { name: 'collection', text: collection }, toList, variablesSeenBy(body));
  if (cardinality === undefined) return { total: items?.length ?? 0, items };
  const total = read(step, body, { name: 'loopCardinality', text: cardinality }, toNumber);
  if (!Number.isInteger(total) || total < 0) {
    throw new UnusableAttributeError(body.element.id, 'loopCardinality', `It must be a whole number, not ${total}.`);
  }
  return { total, items };
}

/** The condition sees the run that has just completed, with the counters already updated. */
function isSatisfied(step: Step, run: Activity, completionCondition: string | undefined): boolean {
  if (completionCondition === undefined) return false;
  const attribute = { name: 'completionCondition', text: completionCondition };
  return holds(step, run, attribute, variablesSeenBy(run));
}

function updateCounters(body: Activity, sequential: boolean): void {
  const { total, completed } = loopOf(body);
  declareVariables(body, {
    nrOfInstances: total,
    nrOfActiveInstances: sequential ? Math.min(1, total - completed) : total - completed,
    nrOfCompletedInstances: completed,
  });
}

function characteristicsOf({ planned, element }: Activity): MultiInstance {
  if (!planned.multiInstance) throw new UnsupportedElementError(element.id, 'an activity without loop characteristics');
  return planned.multiInstance;
}

function loopOf({ loop, element }: Activity): NonNullable<Activity['loop']> {
  if (!loop) throw new UnsupportedElementError(element.id, 'a multi-instance body without loop counters');
  return loop;
}

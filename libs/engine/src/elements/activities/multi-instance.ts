import type { MultiInstance } from '#bpmn';
import { toList, toNumber, variablesIn } from '#expressions';
import type { JsonValue } from '#foundation';
import { RunawayLoopError, UnsupportedElementError, UnusableAttributeError } from '../../errors.js';
import type { Activity, WorkingLoop } from '../../execution/activity.js';
import { beginRun } from '../../execution/begin.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { sweep } from '../../execution/cancel.js';
import { complete } from '../../execution/complete.js';
import { asIs, holds, read, readVariable } from '../../execution/evaluation.js';
import type { Step, Work } from '../../execution/step.js';
import { declareVariables, variablesSeenBy } from '../../execution/variables.js';

/**
 * Multi-instance characteristics of any activity (BPMN 2.0.2 §13.3.7) with `camunda:collection` and `elementVariable`.
 *
 * The body stands where the activity stands in the flow: boundary events are attached to it, and it holds
 * `nrOfInstances`, `nrOfActiveInstances` and `nrOfCompletedInstances`. Each run inside it is a scope with `loopCounter`
 * (from 0) and its element of the collection. The collection is read once, on entry; an empty one skips the activity.
 * The outputs of the runs become a list in the order of the collection, null where a parallel run was cancelled.
 */
export const multiInstanceBody: Behaviour = {
  enter(step, body) {
    const characteristics = characteristicsOf(body);
    const { total, items } = runsOf(step, body, characteristics);
    const { sequential, outputCollection } = characteristics;
    if (!sequential && total > step.activityLimit) throw new RunawayLoopError(step.activityLimit, [body.element.id]);
    body.loop = {
      total,
      completed: 0,
      ...(sequential && items && { items }),
      ...(outputCollection !== undefined && { outputs: sequential ? [] : new Array<null>(total).fill(null) }),
    };
    updateCounters(step, body, sequential);
    if (total === 0) {
      completeBody(step, body);
      return;
    }
    const atOnce = sequential ? 1 : total;
    for (let index = 0; index < atOnce; index++) step.schedule(new RunStart(body, index, items?.[index]));
  },

  childCompleted(step, body, run) {
    const { sequential, completionCondition } = characteristicsOf(body);
    const before = loopOf(body);
    const completed = before.completed + 1;
    if (before.outputs) collectOutput(step, body, run, before.outputs);
    body.loop = { ...before, completed };
    updateCounters(step, body, sequential);
    if (completed === before.total || isSatisfied(step, run, completionCondition)) {
      sweep(step, body);
      completeBody(step, body);
    } else if (sequential) {
      step.schedule(new RunStart(body, completed, before.items?.[completed]));
    }
  },
};

class RunStart implements Work {
  private readonly generation: number;

  constructor(
    readonly owner: Activity,
    private readonly index: number,
    private readonly item: JsonValue | undefined,
  ) {
    this.generation = owner.generation;
  }

  perform(step: Step): void {
    // The completion condition held before it was its turn.
    if (this.generation !== this.owner.generation) return;
    const { elementVariable } = characteristicsOf(this.owner);
    const outputItem = outputItemOf(this.owner);
    beginRun(step, this.owner, {
      loopCounter: this.index,
      ...(outputItem !== undefined && { [outputItem]: null }),
      ...(elementVariable !== undefined && { [elementVariable]: this.item ?? null }),
    });
  }
}

/**
 * The variable that is the output of a run, so that no run takes for its own what another has written. None where an
 * output mapping writes it outward, just before it is read.
 */
function outputItemOf(body: Activity): string | undefined {
  const { element } = body;
  const { outputElement } = characteristicsOf(body);
  if (outputElement === undefined) return undefined;
  const [name] = variablesIn(outputElement) ?? [];
  if (outputElement !== `= ${name}` || !('outputs' in element)) return undefined;
  return element.outputs.some(({ target }) => target === name) ? undefined : name;
}

function collectOutput(step: Step, body: Activity, run: Activity, outputs: JsonValue[]): void {
  const { sequential, outputElement: text } = characteristicsOf(body);
  const output = text === undefined ? null : read(step, run, { name: 'outputElement', text }, asIs);
  if (sequential) {
    outputs.push(output);
    return;
  }
  const index = run.variables?.loopCounter;
  if (typeof index !== 'number' || !(index in outputs)) {
    throw new UnusableAttributeError(body.element.id, 'loopCounter', 'Something in the run has overwritten it.');
  }
  outputs[index] = output;
}

function completeBody(step: Step, body: Activity): void {
  const { outputCollection } = characteristicsOf(body);
  const { outputs } = loopOf(body);
  complete(step, body, {
    variables: outputCollection !== undefined && outputs ? { [outputCollection]: outputs } : undefined,
  });
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

function updateCounters(step: Step, body: Activity, sequential: boolean): void {
  const { total, completed } = loopOf(body);
  declareVariables(step, body, {
    nrOfInstances: total,
    nrOfActiveInstances: sequential ? Math.min(1, total - completed) : total - completed,
    nrOfCompletedInstances: completed,
  });
}

function characteristicsOf({ element }: Activity): MultiInstance {
  const characteristics = 'multiInstance' in element ? element.multiInstance : undefined;
  if (!characteristics) throw new UnsupportedElementError(element.id, 'an activity without loop characteristics');
  return characteristics;
}

function loopOf({ loop, element }: Activity): WorkingLoop & { readonly total: number } {
  if (loop?.total === undefined) {
    throw new UnsupportedElementError(element.id, 'a multi-instance body without loop counters');
  }
  return { ...loop, total: loop.total };
}

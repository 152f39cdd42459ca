import { sameValue, variablesOf } from '#engine';
import type { JsonObject } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import { settleStep, takeEarlyMessages } from '../instances/advance-instance.js';
import type { LockedInstance } from '../instances/instance.js';
import { takeStep } from '../instances/take-step.js';
import { type CountedRow, countDueTimes } from './count-due-times.js';
import { readTimedInstances, type TimedInstance } from './timed-instances.js';
import { type ChangedVariables, writeCountedRows, writeVariables } from './write-due-times.js';

export interface RecomputeDueTimesInput {
  readonly instanceIds: readonly string[];
  /**
   * By instance: variables that are set first, each where the process scope has a variable of this name already. What reads
   * them is counted anew too.
   */
  readonly variables?: ReadonlyMap<string, JsonObject>;
}

/**
 * Counts the due dates of open tasks and the instants of armed timers anew, of many instances in a few statements, and
 * changes them. What people have set by hand stays, and so do cycles, which are counted from their own firings.
 *
 * Nearly always a new variable moves nothing in its instance: then its state is written together with those of the others,
 * since 50,000 steps one by one take minutes. Where it does (a conditional event), the instance takes an ordinary step.
 *
 * @returns everything that was counted, also what has kept its time.
 */
export async function recomputeDueTimes(
  context: CommandContext,
  { instanceIds, variables = new Map() }: RecomputeDueTimesInput,
): Promise<CountedRow[]> {
  const instances = await readTimedInstances(context.tx, instanceIds, { lock: true });
  const names = new Set([...variables.values()].flatMap((values) => Object.keys(values)));
  const stepped = variables.size === 0 ? instances : await setVariables(context, instances, variables);
  const counted = await countDueTimes(context, context.tx, stepped, names);
  writeCountedRows(context, counted);
  return counted;
}

async function setVariables(
  context: CommandContext,
  instances: readonly TimedInstance[],
  variables: ReadonlyMap<string, JsonObject>,
): Promise<TimedInstance[]> {
  const changed: ChangedVariables[] = [];
  const stirred: LockedInstance[] = [];
  const after: TimedInstance[] = [];
  for (const timed of instances) {
    const { instance } = timed;
    const values = changesOf(instance, variables.get(instance.id));
    if (values === undefined) {
      after.push(timed);
      continue;
    }
    const step = await takeStep(context, instance, instance.state, { type: 'setVariables', variables: values });
    if (step.effects.length > 0) {
      const settled = await settleStep(context, instance, step);
      await takeEarlyMessages(context, settled);
      stirred.push(settled.instance);
    } else {
      changed.push({ before: instance, state: step.state });
      after.push({ ...timed, instance: { ...instance, state: step.state, revision: instance.revision + 1 } });
    }
  }
  writeVariables(context, changed);
  if (stirred.length === 0) return after;
  const again = await readTimedInstances(context.tx, stirred.map(({ id }) => id), { lock: false });
  return [...after, ...again];
}

/** Undefined: nothing would change. */
function changesOf({ state }: LockedInstance, wanted: JsonObject | undefined): JsonObject | undefined {
  if (wanted === undefined) return undefined;
  const present = variablesOf(state);
  const changes = Object.entries(wanted).filter(
    ([name, value]) => Object.hasOwn(present, name) && !sameValue(present[name] ?? null, value),
  );
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

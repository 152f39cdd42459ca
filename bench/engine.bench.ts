import { compileProcess, type ProcessGraph } from '#bpmn';
import { advance, type EngineCommand, type EngineEffect, type EngineState } from '#engine';
import { ReferenceModel } from '#engine-reference';
import { type Figures, medianCpuSeconds, median, rounded } from './bench.js';
import { caseVariables, rework, sequenceOf, twentyElements } from './models.js';

const context = { now: '2026-01-05T01:00:00.000Z', zone: 'Asia/Ho_Chi_Minh' };
/** What every task of a bench brings back. */
const result = { decision: 'approve', comment: 'Nhất trí' };
const ELEMENTS = 20;
const RUNS = 9;

/**
 * The engine alone and bpmn-engine beside it, in one process, on the same file with the same moves. Rates are
 * activities that ended per second of CPU time, state handed on as the object it is; `_through_json` also writes and
 * reads it between steps, as the runtime does.
 */
export async function engineBench(): Promise<Figures> {
  const graph = await compileProcess(twentyElements, 'P');
  const ours = await activityRate(2000, () => runThrough(graph, (state) => state));
  const throughJson = await activityRate(2000, () => {
    runThrough(graph, (state) => JSON.parse(JSON.stringify(state)) as EngineState);
  });
  const reference = await referenceRate();
  return {
    activities_per_cpu_second: rounded(ours),
    activities_per_cpu_second_through_json: rounded(throughJson),
    reference_activities_per_cpu_second: rounded(reference),
    ratio_to_reference: rounded(ours / reference),
    state_bytes_20_tasks: await largestState(),
    step_cost_ratio_late_to_early: rounded(await lateToEarly()),
    step_cost_ratio_long_to_short_process: rounded(await longToShort()),
  };
}

async function activityRate(instances: number, runOne: () => void): Promise<number> {
  const run = () => {
    for (let i = 0; i < instances; i++) runOne();
  };
  run();
  return (instances * ELEMENTS) / (await medianCpuSeconds(RUNS, run));
}

async function referenceRate(): Promise<number> {
  const model = await ReferenceModel.load(twentyElements);
  const instances = 10;
  const run = async () => {
    for (let i = 0; i < instances; i++) {
      const instance = await model.start(caseVariables, context);
      for (let [next] = instance.waitingFor; next !== undefined; [next] = instance.waitingFor) {
        instance.completeTask(next, result);
      }
      if (!instance.ended) throw new Error('bpmn-engine did not come to the end.');
    }
  };
  await run();
  return (instances * ELEMENTS) / (await medianCpuSeconds(RUNS, run));
}

/** One instance from start to end, always completing what has been open longest; `store` stands for the database. */
function runThrough(graph: ProcessGraph, store: (state: EngineState) => EngineState): void {
  const open: EngineCommand[] = [];
  let { state, effects } = advance(graph, null, { type: 'start', variables: caseVariables }, context);
  open.push(...completions(effects));
  for (let next = open.shift(); next; next = open.shift()) {
    ({ state, effects } = advance(graph, store(state), next, context));
    open.push(...completions(effects));
  }
}

function completions(effects: readonly EngineEffect[]): EngineCommand[] {
  return effects.flatMap((effect): EngineCommand[] => {
    if (effect.type === 'openTask') return [{ type: 'completeTask', key: effect.key, variables: result }];
    if (effect.type === 'scheduleJob') return [{ type: 'completeJob', key: effect.key, output: result }];
    return [];
  });
}

/** Bytes of JSON that an instance of a 20-task process takes at most while it waits. */
async function largestState(): Promise<number> {
  let largest = 0;
  runThrough(await compileProcess(sequenceOf(20), 'P'), (state) => {
    largest = Math.max(largest, Buffer.byteLength(JSON.stringify(state)));
    return state;
  });
  return largest;
}

/** Cost of a step in the last tenth of 20,000 rounds of rework, against the second tenth (the first warms up). */
async function lateToEarly(): Promise<number> {
  const graph = await compileProcess(rework, 'P');
  const ratios: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    let { state, effects } = advance(graph, null, { type: 'start', variables: caseVariables }, context);
    const tenths: number[] = [];
    for (let tenth = 0; tenth < 10; tenth++) {
      tenths.push(
        await medianCpuSeconds(1, () => {
          for (let round = 0; round < 2000; round++) {
            const key = effects.flatMap((effect) => (effect.type === 'openTask' ? [effect.key] : []))[0] ?? 0;
            ({ state, effects } = advance(
              graph,
              state,
              { type: 'completeTask', key, variables: { again: true } },
              context,
            ));
          }
        }),
      );
    }
    ratios.push((tenths[9] ?? 0) / (tenths[1] ?? 1));
  }
  return median(ratios);
}

/** Cost of a step in a process of 2,000 tasks, against one of 20. */
async function longToShort(): Promise<number> {
  const perTask = async (tasks: number) => {
    const graph = await compileProcess(sequenceOf(tasks), 'P');
    const instances = 20_000 / tasks;
    const run = () => {
      for (let i = 0; i < instances; i++) runThrough(graph, (state) => state);
    };
    run();
    return medianCpuSeconds(RUNS, run);
  };
  return (await perTask(2000)) / (await perTask(20));
}

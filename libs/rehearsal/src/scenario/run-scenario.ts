import { evaluate, isExpression, type ScriptRunner } from '#expressions';
import { CongvanError, type JsonObject } from '#foundation';
import { withFlowProbes } from '../model/flow-probes.js';
import type { Model } from '../model/model.js';
import type { HistoryLine } from '../office/office-in-memory.js';
import { DEFAULT_START, type TraceEntry } from '../rehearsal.js';
import { EngineRehearsal } from '../rehearse-on-engine.js';
import { SHIPPED_CALENDAR } from '../shipped-calendar.js';
import { checkExpectation, type Difference } from './check-expectation.js';
import type { Scenario } from './scenario.js';

/** Why a scenario does not hold. */
export interface ScenarioFailure {
  readonly file: string;
  readonly line: number;
  /** A step that could not be done. */
  readonly error?: string;
  /** Claims that do not hold. */
  readonly differences: readonly Difference[];
  readonly open: readonly string[];
  /** The last that happened, latest last. */
  readonly trace: readonly TraceEntry[];
}

export interface ScenarioResult {
  readonly scenario: Scenario;
  /** Absent: it holds. */
  readonly failure?: ScenarioFailure;
  /** For the coverage. */
  readonly history: readonly HistoryLine[];
}

/** Lines of the trace that a failure shows. */
const TAIL = 8;

/** Plays a scenario until its end or the first thing that is not as it says. */
export async function runScenario(
  model: Model,
  scenario: Scenario,
  { zone, scripts }: { zone: string; scripts?: ScriptRunner },
): Promise<ScenarioResult> {
  const rehearsal = new EngineRehearsal(probed(model), { ...optionsOf(scenario, zone), scripts });
  let { line } = scenario;
  const failed = (reason: { error?: string; differences?: Difference[] }): ScenarioResult => ({
    scenario,
    history: rehearsal.history,
    failure: {
      differences: [],
      ...reason,
      file: scenario.file,
      line,
      open: rehearsal.open,
      trace: rehearsal.trace.slice(-TAIL),
    },
  });
  try {
    const first = scenario.steps.find((each) => 'step' in each);
    await rehearsal.begin(scenario.variables, first?.step);
    for (const each of scenario.steps) {
      ({ line } = each);
      if ('step' in each) rehearsal.take(each.step);
      else {
        const differences = checkExpectation(each.expect, rehearsal);
        if (differences.length > 0) return failed({ differences });
      }
    }
    return { scenario, history: rehearsal.history };
  } catch (error) {
    if (error instanceof CongvanError) return failed({ error: error.message });
    throw error;
  }
}

/** How our engine plays a scenario. */
export function optionsOf({ now = DEFAULT_START, services, ...scenario }: Scenario, zone: string) {
  const { hold, people, start, businessKey } = scenario;
  const answer = (topic: string, variables: JsonObject, at: string): JsonObject => {
    const env = { now: at, zone, calendar: SHIPPED_CALENDAR };
    return Object.fromEntries(
      Object.entries(services.get(topic) ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' && isExpression(value) ? evaluate(value, variables, env) : value,
      ]),
    );
  };
  return { now, zone, hold, people, start, businessKey, answer, lenient: false };
}

function probed(model: Model): Model {
  const played = new Map([...model.processes.values()].map((graph) => [graph.key, withFlowProbes(graph)]));
  return { ...model, processes: played };
}

import { isDeepStrictEqual } from 'node:util';
import type { ScriptRunner } from '#expressions';
import { CongvanError } from '#foundation';
import type { Model } from './model/model.js';
import type { Rehearsal, Step, TraceEntry } from './rehearsal.js';
import { EngineRehearsal } from './rehearse-on-engine.js';
import { ReferenceRehearsal } from './rehearse-on-reference.js';
import { checkExpectation } from './scenario/check-expectation.js';
import { optionsOf } from './scenario/run-scenario.js';
import type { Scenario } from './scenario/scenario.js';

/** What one engine made of one step. */
export interface EngineView {
  /** What happened in this step; of a multi-instance activity the body alone. */
  readonly trace: readonly TraceEntry[];
  readonly open: readonly string[];
  readonly ended: boolean;
  /** Why it could not be done. */
  readonly error?: string;
}

export interface ComparedStep {
  /** Line of the scenario file. */
  readonly line: number;
  /** What was done, for people, e.g. `complete Task_Sign`; `expect` where something was claimed. */
  readonly what: string;
  readonly congvan: EngineView;
  readonly reference: EngineView;
  /** What the two do not agree on, for people; empty: nothing. */
  readonly differences: readonly string[];
  /** What should have been or should have been done, and is not, for people; empty: nothing. */
  readonly failures: readonly string[];
}

/**
 * Plays a scenario on our engine and on bpmn-engine. After each step they are to agree on which activities have ended,
 * in whatever order; on what is open; on whether it has ended; and on the value of each variable that both have and no
 * mapping writes, since bpmn-engine knows no mappings and keeps one flat set. What the scenario expects is to hold on our
 * engine.
 *
 * @throws ReferenceEngineError when bpmn-engine cannot read the file.
 */
export async function playSideBySide(
  model: Model,
  scenario: Scenario,
  { zone, scripts }: { zone: string; scripts?: ScriptRunner },
): Promise<ComparedStep[]> {
  const options = { ...optionsOf(scenario, zone), scripts };
  const ours = new EngineRehearsal(model, options);
  const theirs = await ReferenceRehearsal.load(model, options);
  const congvan = new Player(ours, () => ours.traceWithoutRuns);
  const reference = new Player(theirs, () => theirs.trace);
  const first = scenario.steps.find((each) => 'step' in each);
  const mapped = mappedNames(model);
  const compared: ComparedStep[] = [];
  const compare = async (line: number, what: string, play: (rehearsal: Rehearsal) => Promise<void> | void) => {
    const views = { congvan: await congvan.play(play), reference: await reference.play(play) };
    const differences = [...differing(views.congvan, views.reference), ...differingVariables(ours, theirs, mapped)];
    compared.push({ line, what, ...views, differences, failures: failing(views) });
  };
  await compare(scenario.line, 'start', (rehearsal) => rehearsal.begin(scenario.variables, first?.step));
  for (const each of scenario.steps) {
    // Behind a step that one of them could not do they are in different places.
    if (congvan.hasFailed || reference.hasFailed) break;
    const { line } = each;
    if ('step' in each) await compare(line, described(each.step), (rehearsal) => rehearsal.take(each.step));
    else {
      const failures = checkExpectation(each.expect, ours).map(
        ({ of, expected, found }) => `${of}: expected ${expected}, found ${found}`,
      );
      const views = { congvan: congvan.look(), reference: reference.look() };
      compared.push({ line, what: 'expect', ...views, differences: [], failures });
    }
  }
  return compared;
}

/** One engine, step by step. */
class Player {
  private told = 0;
  private error: string | undefined;

  constructor(
    private readonly rehearsal: Rehearsal,
    private readonly traceNow: () => readonly TraceEntry[],
  ) {}

  get hasFailed(): boolean {
    return this.error !== undefined;
  }

  async play(play: (rehearsal: Rehearsal) => Promise<void> | void): Promise<EngineView> {
    try {
      await play(this.rehearsal);
    } catch (error) {
      if (!(error instanceof CongvanError)) throw error;
      this.error = error.message;
    }
    return this.look();
  }

  /** What has happened since the last look. */
  look(): EngineView {
    const all = this.traceNow();
    const trace = all.slice(this.told);
    this.told = all.length;
    const { open, ended } = this.rehearsal;
    return { trace, open, ended, ...(this.error !== undefined && { error: this.error }) };
  }
}

function differing(congvan: EngineView, reference: EngineView): string[] {
  const ended = [endedIn(congvan), endedIn(reference)] as const;
  const open = [sorted(congvan.open), sorted(reference.open)] as const;
  return [
    ...(isDeepStrictEqual(...ended) ? [] : [`ended activities: ${ended.map(shown).join(' ≠ ')}`]),
    ...(isDeepStrictEqual(...open) ? [] : [`open: ${open.map(shown).join(' ≠ ')}`]),
    ...(congvan.ended === reference.ended ? [] : [`ended: ${congvan.ended} ≠ ${reference.ended}`]),
    ...((congvan.error === undefined) === (reference.error === undefined)
      ? []
      : [`error: ${congvan.error ?? 'none'} ≠ ${reference.error ?? 'none'}`]),
  ];
}

/** What one engine alone cannot do is a difference. */
function failing({ congvan, reference }: Record<'congvan' | 'reference', EngineView>): string[] {
  return congvan.error === undefined || reference.error === undefined
    ? []
    : [`neither engine can do this: ${congvan.error}`];
}

/** Variables that inputs, outputs and loops write, mostly in a scope of their own. */
function mappedNames({ processes }: Model): ReadonlySet<string | undefined> {
  const nodes = [...processes.values()].flatMap((graph) => Object.values(graph.nodes));
  return new Set(
    nodes.flatMap((node) => {
      if (!('inputs' in node)) return [];
      return [...[...node.inputs, ...node.outputs].map(({ target }) => target), node.multiInstance?.elementVariable];
    }),
  );
}

function differingVariables(ours: Rehearsal, theirs: Rehearsal, mapped: ReadonlySet<string | undefined>): string[] {
  return Object.entries(ours.variables).flatMap(([name, value]) => {
    if (mapped.has(name) || !Object.hasOwn(theirs.variables, name)) return [];
    if (isDeepStrictEqual(value, theirs.variables[name])) return [];
    return [`variable ${name}: ${JSON.stringify(value)} ≠ ${JSON.stringify(theirs.variables[name])}`];
  });
}

function described(step: Step): string {
  switch (step.kind) {
    case 'message':
    case 'signal':
      return `${step.kind} ${step.name}`;
    case 'set':
      return `set ${Object.keys(step.variables).join(', ')}`;
    case 'advance':
      return `advance ${step.duration}`;
    case 'until':
      return `until ${step.instant}`;
    default:
      return `${step.kind} ${step.element}`;
  }
}

const endedIn = ({ trace }: EngineView): string[] =>
  sorted(trace.filter(({ event }) => event === 'end').map(({ activity }) => activity));
const sorted = (all: readonly string[]): string[] => all.toSorted();
const shown = (all: readonly string[]): string => (all.length === 0 ? 'none' : all.join(', '));

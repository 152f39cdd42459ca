import type { Succession } from './step-successions.js';

/** A task of a case, as the history has it. Instants are seconds since 1970: a month has a hundred thousand of them. */
export interface StepOfCase {
  readonly caseId: string;
  readonly instanceId: string;
  /** The run of its sub-process; null outside of any. */
  readonly scopeKey: number | null;
  /** `<process>/<element>` */
  readonly step: string;
  readonly name: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
  /** It was completed in the month: where its case went is what is asked. */
  readonly asked: boolean;
  readonly caseHasEnded: boolean;
}

/** One ribbon of the flow. */
export interface Transition {
  /** `<process>/<element>` */
  readonly from: string;
  readonly fromLabel: string;
  /** `<process>/<element>`, or `finished`, or `waiting`. */
  readonly to: string;
  readonly toLabel: string;
  readonly count: number;
}

const NOWHERE = {
  finished: { step: 'finished', name: 'Kết thúc' },
  waiting: { step: 'waiting', name: 'Chờ bước kế tiếp' },
} as const;

/**
 * Where each completed task led: to all steps that follow it by a flow and were begun since, several where the flow forks. A
 * step that another one stands before, which came after the task itself, is where that one led.
 */
export function transitionsOfCases(steps: readonly StepOfCase[], successions: readonly Succession[]): Transition[] {
  const flow = new StepFlow(successions);
  const ribbons = new Map<string, Transition>();
  for (const ofCase of grouped(steps, ({ caseId }) => caseId).values()) {
    for (const done of ofCase.filter(({ asked }) => asked)) {
      const next = nextOf(done, ofCase, flow);
      const targets = next.length > 0 ? next : [done.caseHasEnded ? NOWHERE.finished : NOWHERE.waiting];
      for (const { step: to, name: toLabel } of targets) {
        const key = `${done.step} ${to}`;
        const { count } = ribbons.get(key) ?? { count: 0 };
        ribbons.set(key, { from: done.step, fromLabel: done.name, to, toLabel, count: count + 1 });
      }
    }
  }
  return [...ribbons.values()].toSorted((a, b) => b.count - a.count || a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Of each step that follows the first run begun since. */
function nextOf(done: StepOfCase, ofCase: readonly StepOfCase[], flow: StepFlow): StepOfCase[] {
  const since = ofCase.filter(({ createdAt }) => createdAt >= done.endedAt!);
  const first = new Map<string, StepOfCase>();
  for (const task of since) {
    const known = first.get(task.step);
    if (flow.leads(done, task) && (known === undefined || task.createdAt < known.createdAt)) first.set(task.step, task);
  }
  const isBetween = (between: StepOfCase, next: StepOfCase) =>
    between !== next && between.endedAt !== null && between.endedAt <= next.createdAt && flow.reaches(done.step, between.step) && flow.leads(between, next);
  return [...first.values()].filter((next) => !since.some((task) => isBetween(task, next)));
}

/** The successions of models, asked by steps. */
class StepFlow {
  private readonly successions: ReadonlyMap<string, ReadonlyMap<string, Succession>>;
  private readonly reached = new Map<string, ReadonlySet<string>>();

  constructor(successions: readonly Succession[]) {
    const byStep = grouped(successions, ({ from }) => from);
    this.successions = new Map([...byStep].map(([from, all]) => [from, new Map(all.map((each) => [each.to, each]))]));
  }

  /** Whether the second task may be what comes right after the first. */
  leads(from: StepOfCase, to: StepOfCase): boolean {
    const within = this.successions.get(from.step)?.get(to.step)?.within;
    if (within === undefined || within === 'case') return within === 'case';
    return from.instanceId === to.instanceId && (within === 'instance' || from.scopeKey === to.scopeKey);
  }

  /** Whether one step comes anywhere after another, or again after itself. */
  reaches(from: string, to: string): boolean {
    let reached = this.reached.get(from);
    if (reached === undefined) this.reached.set(from, (reached = this.allBehind(from)));
    return reached.has(to);
  }

  private allBehind(step: string): ReadonlySet<string> {
    const all = new Set<string>();
    const todo = [step];
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      for (const to of this.successions.get(at)?.keys() ?? []) {
        if (all.has(to)) continue;
        all.add(to);
        todo.push(to);
      }
    }
    return all;
  }
}

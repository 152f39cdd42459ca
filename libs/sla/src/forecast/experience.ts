import { type EarlierRun, type Estimate, estimateMiss, type Standing } from './estimate-miss.js';

/** Runs that are kept of each step: the newest, as an office changes. */
export const MOST_RUNS_OF_A_STEP = 1_000;

/** How far back the history is taken for what will come. */
const EXPERIENCE_DAYS = 365;

/** Since when experience is taken for a forecast at an instant; both ISO 8601 UTC. */
export function experienceBefore(instant: string): string {
  return new Date(Date.parse(instant) - EXPERIENCE_DAYS * 86_400_000).toISOString();
}

/** What an office has learnt until one instant, of steps and of deadlines: what forecasts are made from. */
export class Experience {
  private readonly runs = new Map<string, EarlierRun[]>();
  private readonly outcomes = new Map<string, { closed: number; missed: number }>();

  /** @param step what an estimate asks for later; runs are learnt in the order in which they became known */
  learnRun(step: string, run: EarlierRun): void {
    const known = this.runs.get(step);
    if (known === undefined) this.runs.set(step, [run]);
    else {
      known.push(run);
      if (known.length > MOST_RUNS_OF_A_STEP) known.shift();
    }
  }

  /** @param population which deadlines they are of: {@link populationOf} */
  learnOutcomes(population: string, closed: number, missed: number): void {
    const known = this.outcomes.get(population) ?? { closed: 0, missed: 0 };
    this.outcomes.set(population, { closed: known.closed + closed, missed: known.missed + missed });
  }

  /** The share of such deadlines that were missed; a half while there is none, and near it while few are. */
  baseRate(population: string): number {
    const { closed, missed } = this.outcomes.get(population) ?? { closed: 0, missed: 0 };
    return (missed + 0.5) / (closed + 1);
  }

  estimate(step: string, population: string, standing: Standing): Estimate {
    return estimateMiss(this.runs.get(step) ?? [], standing, this.baseRate(population));
  }
}

/** What runs are compared by: the step, and what its deadline is of. `subject`: null for the deadline of a task itself. */
export function stepKey(step: string, subject: string | null): string {
  return `${subject ?? 'task'} ${step}`;
}

/** Deadlines whose outcomes make one base rate: those of the tasks, or of one kind of cases, of a process. */
export function populationOf(process: string, subject: string | null): string {
  return `${subject ?? 'task'} ${process}`;
}

/** One earlier run of a step, in seconds of working time less pauses. */
export interface EarlierRun {
  /** How long the step itself lasted. */
  readonly lasted: number;
  /** From the beginning of the step until what the deadline asks for was done; for a task the same as `lasted`. */
  readonly untilDone: number;
}

/** Where an open step stands, in seconds of working time less pauses. */
export interface Standing {
  /** For how long it has been open. */
  readonly spent: number;
  /** What is left until the deadline. */
  readonly left: number;
}

/** How likely a deadline is missed, and on what that stands. */
export interface Estimate {
  /** From 0 to 1; null where fewer than {@link LEAST_RUNS} earlier runs are like it. */
  readonly probability: number | null;
  /** Wilson interval (95 %) of the share `late / runs`: what so small a number of runs leaves open. */
  readonly low: number | null;
  readonly high: number | null;
  /** Earlier runs of the step that lasted at least as long as this one has already. */
  readonly runs: number;
  /** Those of them that took longer than what is left. */
  readonly late: number;
  /**
   * Enough runs are known, and each was over sooner: nothing to compare it with, and surely something is wrong. Only where
   * less is left than it has taken already: a step of seconds that lasts some minutes has no need of anybody yet.
   */
  readonly longerThanAll: boolean;
}

/** Below this many runs a share says nothing: with 10 of them its interval is up to 0.53 wide. */
export const LEAST_RUNS = 10;

/** The base rate counts as this many runs, so that few runs of which none was late do not make a certainty. */
const RUNS_OF_BASE_RATE = 2;

/** Of the normal distribution, for 95 %. */
const Z = 1.96;

/**
 * The share of the earlier runs that would miss the deadline, among those that had lasted at least as long: a step that is
 * open for two days is not compared with those that took an hour. Nothing is assumed of the shape of the distribution.
 * @param baseRate share of deadlines that are missed at all, towards which the estimate is drawn
 */
export function estimateMiss(earlier: readonly EarlierRun[], { spent, left }: Standing, baseRate: number): Estimate {
  let runs = 0;
  let late = 0;
  for (const { lasted, untilDone } of earlier) {
    if (lasted < spent) continue;
    runs += 1;
    if (untilDone > spent + left) late += 1;
  }
  const longerThanAll = runs === 0 && earlier.length >= LEAST_RUNS && left < spent;
  if (runs < LEAST_RUNS) return { probability: null, low: null, high: null, runs, late, longerThanAll };
  const probability = (late + RUNS_OF_BASE_RATE * baseRate) / (runs + RUNS_OF_BASE_RATE);
  return { probability, ...wilsonInterval(late, runs), runs, late, longerThanAll };
}

/** The shares of a whole that a count of `hits` among `trials`, more than none, speaks for with 95 % (Wilson 1927). */
export function wilsonInterval(hits: number, trials: number): { low: number; high: number } {
  const share = hits / trials;
  const spread = Z * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2));
  const [middle, scale] = [share + Z ** 2 / (2 * trials), 1 + Z ** 2 / trials];
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}

import { cpus } from 'node:os';

/** What a bench measured, by stable name. Rates are per second, ratios without unit. */
export type Figures = Readonly<Record<string, number>>;

export interface BenchOptions {
  /** Length of one measurement. */
  readonly seconds: number;
  /** Measurements of each kind, in turns, so that a busy minute of the machine falls on all of them; the median counts. */
  readonly rounds: number;
  /** Length of the soak. */
  readonly minutes: number;
  /** Finished tasks that the report bench makes. */
  readonly tasks: number;
  /** Documents that the search and registers benches make. */
  readonly documents: number;
  /** Prints what a reader of the figures should know beside them. */
  readonly say: (line: string) => void;
}

export type Bench = (options: BenchOptions) => Promise<Figures>;

/** Runs a function several times and gives the median of the CPU seconds (user and system, all threads) it took. */
export async function medianCpuSeconds(runs: number, run: () => void | Promise<void>): Promise<number> {
  const seconds: number[] = [];
  for (let i = 0; i < runs; i++) {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    seconds.push((user + system) / 1e6);
  }
  return median(seconds);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The value that so many of a hundred do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

/** Three significant digits: more would claim a precision that a shared machine does not have. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** The machine in one line, as it must stand beside every figure. */
export function machine(): string {
  const all = cpus();
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown CPU'}, Node ${process.version}, ${process.platform}`;
}

import { cpus } from 'node:os';

/** What a bench measured, by stable name. Rates are per second, ratios without unit. */
export type Figures = Readonly<Record<string, number>>;

export type Bench = () => Promise<Figures>;

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

/** Three significant digits: more would claim a precision that a shared machine does not have. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** The machine in one line, as it must stand beside every figure. */
export function machine(): string {
  const all = cpus();
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown CPU'}, Node ${process.version}, ${process.platform}`;
}

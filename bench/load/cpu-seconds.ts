import { readdirSync, readFileSync } from 'node:fs';

/** Of the kernel's clock ticks; 100 on every Linux that we run on. */
const TICKS_PER_SECOND = 100;

/**
 * CPU seconds that a process and its children have taken so far, those included that have ended. The machine is rarely
 * ours alone: rates follow what else runs on it, CPU time per step hardly does. NaN where there is no /proc.
 */
export function cpuSecondsOfTree(pid: number): number {
  try {
    const children = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readTicks(Number(name)) ?? [])
      .filter(({ parent }) => parent === pid);
    const root = readTicks(pid);
    if (root === undefined) return Number.NaN;
    return (root.own + root.ended + children.reduce((sum, { own }) => sum + own, 0)) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}

interface Ticks {
  readonly parent: number;
  readonly own: number;
  /** Of children that it has waited for. */
  readonly ended: number;
}

/** @returns undefined where the process has just ended. */
function readTicks(pid: number): Ticks | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // After the name, which may hold blanks: state, parent, …, utime (12th), stime, cutime, cstime.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return { parent: fields[1] ?? 0, own: user + system, ended: endedUser + endedSystem };
  } catch {
    return undefined;
  }
}

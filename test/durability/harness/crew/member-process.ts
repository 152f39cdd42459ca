import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { MemberOptions, Order, Report } from '../member/member-options.js';

/** Compiled, as on a server; `npm test` and `npm run chaos` build before they run. */
const PROGRAM = 'dist/test/durability/harness/member/main.js';

export interface MemberEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One running process of the crew. */
export class MemberProcess {
  readonly ended: Promise<MemberEnd>;
  /** Resolves to false when it ended before it was ready. */
  readonly ready: Promise<boolean>;
  private readonly child: ChildProcess;
  private whenAccident?: () => void;

  constructor(
    readonly options: MemberOptions,
    logFile: string,
  ) {
    const log = openSync(logFile, 'a');
    this.child = spawn(process.execPath, ['--enable-source-maps', resolve(PROGRAM), JSON.stringify(options)], {
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.ended = once(this.child, 'exit').then(([code, signal]): MemberEnd => ({ code, signal }));
    this.ready = new Promise((settle) => {
      void this.ended.then(() => settle(false));
      this.child.on('message', (report: Report) => {
        if (report.type === 'ready') settle(true);
        else this.whenAccident?.();
      });
    });
  }

  order(order: Order): void {
    if (this.child.connected) this.child.send(order, () => {});
  }

  /** Tells it to have an accident, and calls it off after `patienceMs`. Resolves to whether it has had it. */
  async suffer(order: Omit<Extract<Order, { type: 'accident' }>, 'type'>, patienceMs: number): Promise<boolean> {
    const happened = new Promise<boolean>((resolve) => (this.whenAccident = () => resolve(true)));
    this.order({ type: 'accident', ...order });
    if (await Promise.race([happened, this.ended.then(() => false), pause(patienceMs, false)])) return true;
    this.order({ type: 'calm' });
    return false;
  }

  /** False when it has ended already. */
  signal(signal: NodeJS.Signals): boolean {
    return this.child.kill(signal);
  }
}

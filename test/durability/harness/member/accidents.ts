import { type FaultPoint, setFaultHook } from '#foundation';
import { setTimeout as pause } from 'node:timers/promises';
import type { Accident, Order } from './member-options.js';

type AccidentOrder = Extract<Order, { readonly type: 'accident' }>;

/** Lets accidents happen to this process at its fault points, one order at a time: a new one replaces the last. */
export class Accidents {
  private awaited?: { readonly order: AccidentOrder; passesLeft: number };

  /** @param tell resolves when the harness has been told; a process that is dead tells nothing any more. */
  constructor(private readonly tell: (point: FaultPoint) => Promise<void>) {
    setFaultHook((point) => this.pass(point));
  }

  await(order: AccidentOrder): void {
    this.awaited = { order, passesLeft: order.pass };
  }

  callOff(): void {
    this.awaited = undefined;
  }

  private pass(point: FaultPoint): void | Promise<void> {
    if (this.awaited?.order.point !== point || --this.awaited.passesLeft > 0) return;
    const { accident } = this.awaited.order;
    this.awaited = undefined;
    return this.tell(point).then(() => happen(accident));
  }
}

async function happen(accident: Accident): Promise<void> {
  switch (accident.kind) {
    case 'kill':
      process.kill(process.pid, 'SIGKILL');
      break;
    case 'stop':
      process.kill(process.pid, 'SIGSTOP');
      break;
    case 'sleep':
      await pause(accident.milliseconds);
  }
}

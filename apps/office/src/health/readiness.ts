import { Database } from '#database';
import type { DeliveryQueue } from '#queue';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { DELIVERY_QUEUE } from '../tokens.js';
import { NotReadyError } from './errors.js';

/** A check that takes longer counts as failed: a load balancer asks every few seconds. */
const PATIENCE_MS = 2000;

/** Whether this process can serve. Not the same as being alive: one that waits for Postgres must not be restarted. */
@Injectable()
export class Readiness implements BeforeApplicationShutdown {
  private stopping = false;

  constructor(
    private readonly database: Database,
    @Inject(DELIVERY_QUEUE) private readonly queue: DeliveryQueue,
  ) {}

  /** @throws NotReadyError naming everything that does not answer. */
  async check(): Promise<void> {
    const findings = this.stopping
      ? [{ where: 'process', what: 'is stopping' }]
      : (await this.unanswered()).map((where) => ({ where, what: 'does not answer' }));
    if (findings.length > 0) throw new NotReadyError('Not ready.', { findings });
  }

  /** The servers that do not answer now: `database`, `queue`. */
  async unanswered(): Promise<string[]> {
    const checks: readonly (readonly [string, Promise<void>])[] = [
      ['database', this.database.ping()],
      ['queue', this.queue.ping()],
    ];
    const results = await Promise.allSettled(checks.map(([, check]) => withPatience(check)));
    return checks.filter((_check, index) => results[index]!.status === 'rejected').map(([name]) => name);
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
  }
}

async function withPatience(check: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
  });
  try {
    await Promise.race([check, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

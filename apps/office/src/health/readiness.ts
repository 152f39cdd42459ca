import { Database, readSchemaState } from '#database';
import type { DeliveryQueue } from '#queue';
import { Inject, Injectable } from '@nestjs/common';
import { Stopping } from '../stopping/stopping.js';
import { DELIVERY_QUEUE } from '../tokens.js';
import { NotReadyError } from './errors.js';

/** Something that a process stands on, or that it is there for. */
export interface HealthPart {
  readonly name: string;
  /** Without it the process is not ready. What is not needed is only told: the process goes on, with less. */
  readonly needed: boolean;
  /** @returns what is wrong, or null. To reject or to take longer than two seconds is wrong too. */
  check(): Promise<string | null>;
}

export interface PartHealth {
  readonly name: string;
  readonly needed: boolean;
  readonly state: 'up' | 'down';
  /** What is wrong. */
  readonly problem?: string;
}

export interface Health {
  /** `degraded`: ready, but something that is not needed is down. */
  readonly status: 'ready' | 'degraded' | 'not-ready';
  readonly parts: readonly PartHealth[];
}

/** A check that takes longer counts as failed: a load balancer asks every few seconds. */
const PATIENCE_MS = 2000;

/** Whether this process can serve. Not the same as being alive: one that waits for Postgres must not be restarted. */
@Injectable()
export class Readiness {
  private readonly parts: HealthPart[];
  private checking?: Promise<PartHealth[]>;

  constructor(
    database: Database,
    @Inject(DELIVERY_QUEUE) queue: DeliveryQueue,
    private readonly stopping: Stopping,
  ) {
    this.parts = [
      { name: 'database', needed: true, check: () => checkDatabase(database) },
      // Commands are committed without it; the sweep hands their jobs over when it is back.
      { name: 'queue', needed: false, check: () => queue.ping().then(() => null) },
    ];
  }

  /** For modules that bring a part of their own. */
  add(part: HealthPart): void {
    this.parts.push(part);
  }

  async health(): Promise<Health> {
    if (this.stopping.announced) {
      return { status: 'not-ready', parts: [{ name: 'process', needed: true, state: 'down', problem: 'is stopping' }] };
    }
    // Askers who come meanwhile share one check: they must not pile up before a database that does not answer.
    this.checking ??= Promise.all(this.parts.map(checkPart)).finally(() => (this.checking = undefined));
    const parts = await this.checking;
    const down = parts.filter(({ state }) => state === 'down');
    const status = down.some(({ needed }) => needed) ? 'not-ready' : down.length > 0 ? 'degraded' : 'ready';
    return { status, parts };
  }

  /** @throws NotReadyError with the state of every part. */
  async check(): Promise<Health> {
    const health = await this.health();
    if (health.status !== 'not-ready') return health;
    const findings = health.parts.map(({ name, state, problem }) => ({ where: name, what: problem ?? 'works', code: state }));
    throw new NotReadyError('Not ready.', { findings });
  }
}

/** A schema that is newer than the program is well: it only has more. */
async function checkDatabase(database: Database): Promise<string | null> {
  const { missing } = await readSchemaState(database);
  if (missing.length === 0) return null;
  return `its schema lacks ${missing.join(', ')}; restart this program, which migrates at start`;
}

async function checkPart({ name, needed, check }: HealthPart): Promise<PartHealth> {
  const problem = await withPatience(check);
  return problem === null ? { name, needed, state: 'up' } : { name, needed, state: 'down', problem };
}

async function withPatience(check: () => Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('does not answer in time'), PATIENCE_MS);
  });
  try {
    return await Promise.race([check(), tooLate]);
  } catch {
    return 'does not answer';
  } finally {
    clearTimeout(timer);
  }
}

import { createLogger, newId } from '#foundation';
import { connectQueue, type DeliveryQueue } from '#queue';
import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SeededRandom } from '../../support/seeded-random.js';
import { Crew } from './crew/crew.js';
import { checkInvariants } from './invariants/check.js';
import type { Violation } from './invariants/index.js';
import type { ClientOptions, MemberOptions } from './member/member-options.js';
import { reachQuiet } from './quiet.js';
import { DurableServers } from './servers/durable-servers.js';

export interface HarnessOptions {
  /** Chooses what is chosen by chance; the order in which the machines act is theirs. */
  readonly seed: number;
  /** Where deliveries queue. Default `redis`. */
  readonly queue?: 'redis' | 'postgres';
  readonly workers?: number;
  readonly clients?: number;
  readonly load?: Partial<ClientOptions>;
  readonly leaseSeconds?: number;
  readonly logLevel?: string;
}

/** What the load has come to. */
export interface Progress {
  readonly instances: number;
  readonly steps: number;
  readonly kills: number;
}

/** Servers, workers and clients under load, with everything needed to break them and to see whether anything was lost. */
export class DurabilityHarness {
  readonly crew: Crew;
  readonly chance: () => number;
  /** Everything that was found so far. */
  readonly violations: Violation[] = [];
  private readonly queuePrefix = newId();
  private noted: Violation[] = [];

  private constructor(
    readonly servers: DurableServers,
    readonly options: HarnessOptions,
  ) {
    this.crew = new Crew(servers.folder);
    const random = new SeededRandom(options.seed);
    this.chance = () => random.next();
  }

  /** Starts the servers, and the crew. Whoever opens it closes it. */
  static async open(options: HarnessOptions): Promise<DurabilityHarness> {
    const servers = await DurableServers.start();
    const harness = new DurabilityHarness(servers, options);
    try {
      const { workers = 2, clients = 1 } = options;
      await Promise.all([
        ...Array.from({ length: workers }, (_, index) => harness.crew.add(harness.worker(`worker-${index + 1}`))),
        ...Array.from({ length: clients }, (_, index) => harness.crew.add(harness.client(`client-${index + 1}`))),
        harness.crew.add(harness.standalone('standalone')),
      ]);
      return harness;
    } catch (error) {
      await harness.close();
      throw error;
    }
  }

  get leaseSeconds(): number {
    return this.options.leaseSeconds ?? 2;
  }

  /** Options of a worker of this harness, to which a scenario may give other ones. */
  worker(name: string, others: Partial<MemberOptions> = {}): MemberOptions {
    const { leaseSeconds } = this;
    return this.member(name, { worker: { concurrency: 8, leaseSeconds, sweepIntervalMs: 500 }, ...others });
  }

  /** Options of a process of clients. */
  client(name: string, load: Partial<ClientOptions> = {}, others: Partial<MemberOptions> = {}): MemberOptions {
    const seed = Math.floor(this.chance() * 2 ** 31);
    const clients = { parallel: 4, openWork: 150, pauseMs: 20, seed, ...this.options.load, ...load };
    return this.member(name, { clients, ...others });
  }

  /** Options of a process that both asks for work and does it, as `npm start` does: its jobs go over no queue. */
  standalone(name: string): MemberOptions {
    return { ...this.worker(name), clients: this.client(name).clients };
  }

  /** A queue of our own into the same deliveries, for what nobody would send. */
  async withQueue<Result>(work: (queue: DeliveryQueue) => Promise<Result>): Promise<Result> {
    const logger = createLogger({ name: 'durability-harness', level: 'silent' });
    const { redisUrl, databaseUrl, queuePrefix: prefix } = this.member('harness');
    const queue = await connectQueue({ redisUrl, databaseUrl, logger, prefix });
    return work(queue).finally(() => queue.close());
  }

  /** For what only a fault can see; the next {@link check} gives it. */
  note(invariant: string, detail: string): void {
    this.noted.push({ invariant, detail });
  }

  /** Checks the invariants now, under load. Gives what it found, which is added to {@link violations}. */
  async check(): Promise<Violation[]> {
    const crashes = this.crew.crashes.splice(0).map((detail) => ({ invariant: 'noMemberEndsByItself', detail }));
    const found = [...this.noted.splice(0), ...crashes, ...(await this.servers.postgres.connected(checkInvariants))];
    this.violations.push(...found);
    return found;
  }

  /** Brings the load to its end, then checks the invariants, and that the queue holds what Postgres says. */
  async settle(patienceMs: number): Promise<Violation[]> {
    this.crew.finish();
    this.noted.push(...(await this.withQueue((queue) => reachQuiet(this.servers.postgres, queue, patienceMs))));
    return this.check();
  }

  /** Lets the load go on for so long. */
  async let(milliseconds: number): Promise<void> {
    await pause(milliseconds);
  }

  /** Lets it go on until it has begun more than so many instances, however slow the machine is. */
  async untilBegun(instances: number): Promise<void> {
    while ((await this.progress()).instances <= instances) await pause(250);
  }

  async progress(): Promise<Progress> {
    const { rows } = await this.servers.postgres.connected((client) =>
      client.query<{ instances: string; steps: string }>(
        `select (select count(*) from process_instance) as instances, (select count(*) from witness.step) as steps`,
      ),
    );
    return { instances: Number(rows[0]?.instances), steps: Number(rows[0]?.steps), kills: this.crew.kills };
  }

  /** Saves the logs of the crew from being removed with everything else; tells where they are. */
  keepLogs(): string {
    const folder = resolve(`.data/durability-${this.options.seed}`);
    cpSync(this.servers.folder, folder, { recursive: true, filter: (path) => !path.includes('/postgres') });
    return folder;
  }

  async close(): Promise<void> {
    await this.crew.close();
    await this.servers.close();
  }

  private member(name: string, others: Partial<MemberOptions> = {}): MemberOptions {
    const { servers, options, queuePrefix } = this;
    return {
      name,
      databaseUrl: servers.postgres.url,
      redisUrl: options.queue === 'postgres' ? undefined : servers.redisUrl,
      poolSize: 6,
      queuePrefix,
      hostClockOffsetMs: 0,
      logLevel: options.logLevel ?? 'warn',
      ...others,
    };
  }
}

import { Redis } from 'ioredis';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis, type TestRedis } from '../../../support/redis.js';
import { DurablePostgres } from './durable-postgres.js';
import { ServerGuard } from './server-guard.js';

/** The Postgres and the Redis of one harness, to be treated badly. */
export class DurableServers {
  private constructor(
    /** Holds the data of the servers and the logs of the members. */
    readonly folder: string,
    readonly postgres: DurablePostgres,
    private redis: TestRedis,
    private readonly guard: ServerGuard,
  ) {
    this.watch();
  }

  static async start(): Promise<DurableServers> {
    const folder = mkdtempSync(join(tmpdir(), 'congvan-durability-'));
    const guard = new ServerGuard(folder);
    const [postgres, redis] = await Promise.all([DurablePostgres.start(folder), startRedis()]);
    return new DurableServers(folder, postgres, redis, guard);
  }

  get redisUrl(): string {
    return this.redis.url;
  }

  get redisPid(): number {
    return this.redis.pid;
  }

  /** Speaks to Redis as its operator does. */
  async redisConnected(work: (redis: Redis) => Promise<unknown>): Promise<void> {
    const client = new Redis(this.redisUrl);
    await work(client).finally(() => client.disconnect());
  }

  async stopRedis(): Promise<void> {
    await this.redis.stop();
  }

  /** Starts Redis again after {@link stopRedis}, empty, at the same port. */
  async restartRedis(options: { evictionPolicy?: string } = {}): Promise<void> {
    this.redis = await startRedis({ ...options, port: Number(new URL(this.redisUrl).port) });
    this.watch();
  }

  /** Stops Postgres at once, keeps it away for a while and starts it again. */
  async crashPostgres(whileAway: () => Promise<unknown>): Promise<void> {
    await this.postgres.crash();
    await whileAway();
    await this.postgres.restart();
    this.watch();
  }

  /** Ends the servers and removes their files. */
  async close(): Promise<void> {
    await this.guard.finish();
  }

  private watch(): void {
    this.guard.watch(this.postgres.pid, this.redis.pid);
  }
}

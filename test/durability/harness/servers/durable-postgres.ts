import { Database } from '#database';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#embedded-postgres';
import { createLogger } from '#foundation';
import pg from 'pg';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installWitness } from '../witness/install-witness.js';

const DATABASE = 'durability';
/** A campaign has up to eight members, and each takes up to 30. */
const CONNECTIONS = 300;
/** An immediate stop takes a moment; more than this and it has not been understood. */
const STOP_MS = 10_000;

/** A Postgres of the harness alone, which waits for the disk at each commit. */
export class DurablePostgres {
  private clockOffsetSeconds = 0;

  private constructor(
    private readonly dataDir: string,
    private server: EmbeddedPostgres,
  ) {}

  /** Starts it on an empty folder, with our schema and the witness in it. */
  static async start(folder: string): Promise<DurablePostgres> {
    const dataDir = join(folder, 'postgres');
    const postgres = new DurablePostgres(dataDir, await launch(dataDir));
    const logger = createLogger({ name: 'durability', level: 'silent' });
    const database = await Database.connect({ url: postgres.url, poolSize: 2, logger });
    await database.migrate();
    await database.close();
    await postgres.connected(installWitness);
    return postgres;
  }

  get url(): string {
    return this.server.url;
  }

  get pid(): number {
    return this.server.pid;
  }

  /** Does something over a connection of its own. */
  async connected<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'durability-harness' });
    client.on('error', () => {}); // the statement under way says so too
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** Immediate shutdown: as if the machine had lost its power, but for the caches of its disk. */
  async crash(): Promise<void> {
    const { pid } = this.server;
    process.kill(pid, 'SIGQUIT');
    for (let waited = 0; isAlive(pid); waited += 20) {
      if (waited > STOP_MS) throw new Error(`Postgres (process ${pid}) does not stop.`);
      await pause(20);
    }
  }

  /** Starts it again after {@link crash}, at the same port. */
  async restart(): Promise<void> {
    const { port } = this.server;
    this.server = await launch(this.dataDir, port);
  }

  /** Ends all sessions but our own, as an operator or a failing network does. */
  async endSessions(): Promise<void> {
    await this.connected((client) => client.query(END_SESSIONS));
  }

  /** Moves the clock of the database, back where negative. Sessions of before are ended, so that none has the old one. */
  async moveClock(seconds: number): Promise<void> {
    this.clockOffsetSeconds += seconds;
    await this.connected(async (client) => {
      await client.query(`alter database ${DATABASE} set congvan.clock_offset = '${this.clockOffsetSeconds} seconds'`);
      await client.query(END_SESSIONS);
    });
  }
}

const END_SESSIONS = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = '${DATABASE}' and application_name <> 'durability-harness'`;

function launch(dataDir: string, port?: number): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir, port, database: DATABASE, connections: CONNECTIONS });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

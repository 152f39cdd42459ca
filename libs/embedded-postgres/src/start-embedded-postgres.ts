import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { locateBinaries } from './binaries.js';
import { type Cluster, dataFolderOf, openCluster } from './cluster.js';
import { connect, ensureDatabase, urlOf } from './connection.js';
import { ensureCluster } from './create-cluster.js';
import { PortTakenError, ServerStartError } from './errors.js';
import { launchServer, type ServerLaunch } from './launch-server.js';
import { findRunningServer, isReady, isServerOf, type RunningServer } from './running-server.js';
import { chooseServerUser } from './server-user.js';
import { stopServer } from './stop-server.js';

export interface EmbeddedPostgresOptions {
  /** Absolute path of a folder for this cluster alone; created where it is missing. */
  readonly dataDir: string;
  /** TCP port on 127.0.0.1. Without it a free one; a server that still runs keeps the one it has. */
  readonly port?: number;
  /** Database that `url` names, created where it is missing. Default `postgres`. */
  readonly database?: string;
  /** False for throw-away data: commits do not wait for the disk, a crash of the machine may ruin them. */
  readonly durable?: boolean;
  /** Most connections at once. Default 100: enough for one program, which takes up to 30. */
  readonly connections?: number;
  /** Told what happens when it takes a while, one English sentence at a time. */
  readonly log?: (message: string) => void;
}

export interface EmbeddedPostgres {
  /** Connection URL of the superuser, with password. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Stops the server, unless another process of ours uses it too. */
  stop(): Promise<void>;
}

/**
 * Every user of a server holds one idle connection under this name. The kernel closes it when the process dies, however
 * it dies, so counting them tells who is the last.
 */
const HOLDER = 'congvan-holder';

/** A recovery after a crash replays at most max_wal_size of log; on a slow disk that takes minutes. */
const READY_MS = 300_000;
const POLL_MS = 20;
const ATTEMPTS = 3;

/**
 * Starts Postgres on the data in `dataDir`, or joins the server that still runs there: another process of ours uses it,
 * or the one that started it was killed. Only this machine can connect, and only with the random password that lies
 * beside the data, readable by the starting user alone.
 * @throws BinariesUnavailableError, ClusterAccessError, ClusterUnusableError, DiskFullError, PortTakenError,
 *   ServerStartError
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, durable = true, connections = 100, database = 'postgres', log = () => {} } = options;
  const user = chooseServerUser(dataFolderOf(dataDir));
  const binaries = await locateBinaries(user);
  if (await ensureCluster({ folder: dataDir, binaries, user, durable })) log(`Created a database in ${dataDir}.`);
  const cluster = openCluster(dataDir);
  const { server, holder } = await joinOrLaunch({ cluster, binaries, user, durable, connections }, options.port, log);
  await ensureDatabase(holder, database);
  return {
    url: urlOf(cluster, server.port, database),
    port: server.port,
    pid: server.pid,
    stop: async () => {
      if (await isLastHolder(holder)) await stopServer(cluster, server.pid);
    },
  };
}

interface HeldServer {
  readonly server: RunningServer;
  readonly holder: pg.Client;
}

async function joinOrLaunch(
  launch: Omit<ServerLaunch, 'port'>,
  port: number | undefined,
  log: (message: string) => void,
): Promise<HeldServer> {
  for (let attempt = 1; ; attempt++) {
    const running = findRunningServer(launch.cluster);
    if (running !== undefined) {
      const holder = await holdWhenReady(launch.cluster, running);
      if (holder !== undefined) {
        log(`Joined the Postgres that runs already (process ${running.pid}, port ${running.port}).`);
        return { server: running, holder };
      }
    }
    const server = launchServer({ ...launch, port: port ?? (await findFreePort()) });
    try {
      const holder = await Promise.race([holdWhenReady(launch.cluster, server), server.ended]);
      return { server, holder: holder ?? (await server.ended) };
    } catch (error) {
      if (attempt === ATTEMPTS || !mayPass(error, port)) throw error;
      await pause(attempt * 100);
    }
  }
}

/**
 * A free port may be taken in the moment before Postgres takes it; another start may have been faster; backends of a
 * killed server need a moment to notice.
 */
function mayPass(error: unknown, port: number | undefined): boolean {
  if (error instanceof PortTakenError) return port === undefined;
  return error instanceof ServerStartError && /lock file .* already exists|shared memory block/.test(error.message);
}

/** @returns undefined when the server ended before it let us in, because someone is just stopping it. */
async function holdWhenReady(cluster: Cluster, server: RunningServer): Promise<pg.Client | undefined> {
  for (let waited = 0; waited < READY_MS; waited += POLL_MS) {
    const holder = isReady(cluster, server.pid) ? await hold(cluster, server.port) : undefined;
    if (holder !== undefined) return holder;
    await pause(POLL_MS);
    if (!isServerOf(cluster, server.pid)) return undefined;
  }
  throw new ServerStartError(
    `Postgres (process ${server.pid}) has not let anyone in for ${READY_MS / 1000} s. Its log is ${cluster.logFile}.`,
  );
}

/** @returns undefined when the server began to stop in this moment. */
async function hold(cluster: Cluster, port: number): Promise<pg.Client | undefined> {
  try {
    const holder = await connect(cluster, port, HOLDER);
    holder.on('error', () => {}); // the server died: its users see that on their own connections
    return holder;
  } catch (cause) {
    if (['ECONNREFUSED', 'ECONNRESET', '57P03'].includes(String((cause as { code?: unknown }).code))) return undefined;
    throw new ServerStartError(
      `Postgres runs but does not let us in: ${(cause as Error).message}. If the password file in ${cluster.folder} was ` +
        'changed, put the old one back.',
      { cause },
    );
  }
}

/** Drops the name first and counts then: of several that stop at once at least the last sees no other. */
async function isLastHolder(holder: pg.Client): Promise<boolean> {
  try {
    await holder.query(`set application_name = ''`);
    const others = await holder.query('select 1 from pg_stat_activity where application_name = $1 limit 1', [HOLDER]);
    return others.rowCount === 0;
  } catch {
    return true; // the connection is gone, so the server was restarted or ended and holds nobody
  } finally {
    await holder.end().catch(() => {});
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

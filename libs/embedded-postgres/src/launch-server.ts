import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster.js';
import { ClusterAccessError, DiskFullError, PortTakenError, saysDiskFull, ServerStartError } from './errors.js';
import { handOver } from './hand-over.js';
import type { RunningServer } from './running-server.js';
import { serverArguments, serverEnvironment } from './server-settings.js';
import type { ServerUser } from './server-user.js';

const LOG_ROTATION_BYTES = 10 * 1024 * 1024;
const LOG_TAIL_LINES = 15;

export interface ServerLaunch {
  readonly cluster: Cluster;
  /** Folder with `bin/postgres`. */
  readonly binaries: string;
  readonly user: ServerUser | undefined;
  readonly port: number;
  readonly durable: boolean;
  /** Most connections at once. */
  readonly connections: number;
}

/** A server that was just spawned and may still be starting or recovering. */
export interface LaunchedServer extends RunningServer {
  /** Rejects with the reason, in our words, when the server ends. */
  readonly ended: Promise<never>;
}

/**
 * Spawns Postgres in a session of its own: Ctrl-C in the terminal must reach our process only, which first finishes its
 * work and then stops the server. Postgres writes to a file, not to a pipe, so it survives the death of our process.
 */
export function launchServer({ cluster, binaries, user, port, durable, connections }: ServerLaunch): LaunchedServer {
  if (existsSync(cluster.logFile) && statSync(cluster.logFile).size > LOG_ROTATION_BYTES) {
    renameSync(cluster.logFile, `${cluster.logFile}.1`);
  }
  const log = openSync(cluster.logFile, 'a', 0o600);
  const logStart = statSync(cluster.logFile).size;
  const reachable = handOver([cluster.dataFolder], user);
  const child = spawn(
    join(binaries, 'bin', 'postgres'),
    ['-D', String(reachable.paths[0]), ...serverArguments({ port, mark: cluster.mark, durable, connections })],
    {
      cwd: cluster.dataFolder,
      env: serverEnvironment(),
      stdio: ['ignore', log, log, ...reachable.descriptors],
      detached: true,
      ...user,
    },
  );
  child.unref();
  reachable.close();
  closeSync(log);
  const ended = new Promise<never>((_, reject) => {
    child.on('error', (cause) => reject(new ServerStartError(`Cannot run Postgres: ${cause.message}`, { cause })));
    child.on('exit', (code, signal) => {
      // Whoever has stopped the server may have removed its folder before this is heard.
      const said = existsSync(cluster.logFile) ? readFileSync(cluster.logFile).subarray(logStart).toString() : '';
      reject(explainEnd(said, `${code ?? signal}`, cluster, port));
    });
  });
  ended.catch(() => {}); // whoever waits for readiness listens; afterwards the end is no failure of a start
  return { pid: child.pid ?? 0, port, ended };
}

/** Chooses the error from what Postgres wrote to its log since it was launched. */
function explainEnd(said: string, exit: string, cluster: Cluster, port: number): Error {
  const tail = said.trim().split('\n').slice(-LOG_TAIL_LINES).join('\n');
  if (/Address already in use/.test(said)) {
    return new PortTakenError(
      `Port ${port} on 127.0.0.1 is in use, so the embedded Postgres cannot listen there. ` +
        'Stop the program that uses it or give no port: then a free one is taken.',
    );
  }
  if (saysDiskFull(said)) {
    return new DiskFullError(`No space is left for the database in ${cluster.folder}. Free some and start again.\n${tail}`);
  }
  if (/Permission denied|wrong ownership|invalid permissions/.test(said)) {
    return new ClusterAccessError(
      `Postgres may not use its own data in ${cluster.dataFolder}. All of it must belong to one user, folders with mode ` +
        `0700; see the message and mend it with chown -R and chmod.\n${tail}`,
    );
  }
  return new ServerStartError(`Postgres did not start (exit ${exit}). The end of ${cluster.logFile}:\n${tail}`);
}

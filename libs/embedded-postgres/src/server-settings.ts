/**
 * Settings of every start, given on the command line so that a new version's settings reach old data folders. For a
 * machine of two cores that runs everything: 128 MB of buffers hold a busy office's open work; just-in-time
 * compilation costs more than it saves on our short statements.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

/** For data that nobody will miss: tests run several times faster when no commit waits for the disk. */
const NOT_DURABLE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** Arguments of `postgres` after `-D`. */
export function serverArguments(options: {
  port: number;
  mark: string;
  durable: boolean;
  connections: number;
}): string[] {
  const settings = {
    ...SETTINGS,
    ...(options.durable ? {} : NOT_DURABLE),
    port: String(options.port),
    max_connections: String(options.connections),
    cluster_name: options.mark,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Nothing of our environment reaches the server: it holds secrets, and PG* variables would change what it does. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { LC_ALL: 'C' };
}

import { closeSync, openSync } from 'node:fs';
import type { ServerUser } from './server-user.js';

/** Paths in the form a child process can open, and the descriptors it must inherit for that, from number 3 on. */
export interface HandedOver {
  readonly paths: readonly string[];
  readonly descriptors: readonly number[];
  close(): void;
}

/**
 * Makes files and folders reachable for a child that runs as another user. He may be unable to walk to them (a clone
 * under /root, which is 0700), so root opens them and the child names its inherited descriptors: Linux resolves
 * /proc/self/fd/N without looking at the folders above. Postgres keeps such a path as it is and its own children
 * inherit the descriptor, so it serves as PGDATA for the life of the server.
 */
export function handOver(paths: readonly string[], user: ServerUser | undefined): HandedOver {
  if (user === undefined) return { paths, descriptors: [], close: () => {} };
  const descriptors = paths.map((path) => openSync(path, 'r'));
  return {
    paths: descriptors.map((_, index) => `/proc/self/fd/${index + 3}`),
    descriptors,
    close: () => descriptors.forEach((descriptor) => closeSync(descriptor)),
  };
}

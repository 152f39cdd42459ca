import { CongvanError } from '#foundation';

/** The Postgres binaries are missing, made for another platform, or cannot be run by the user they must run as. */
export class BinariesUnavailableError extends CongvanError {
  readonly code = 'embedded-postgres.binaries-unavailable';
  readonly kind = 'internal';
}

/** The data folder belongs to someone else or may not be written. */
export class ClusterAccessError extends CongvanError {
  readonly code = 'embedded-postgres.no-access';
  readonly kind = 'internal';
}

/** The data folder holds something that this Postgres cannot open: foreign files, or data of another major version. */
export class ClusterUnusableError extends CongvanError {
  readonly code = 'embedded-postgres.unusable-data';
  readonly kind = 'internal';
}

/** No space is left where the data lie. */
export class DiskFullError extends CongvanError {
  readonly code = 'embedded-postgres.disk-full';
  readonly kind = 'internal';
}

/** Whether this is how Postgres says that the disk or the quota is full. */
export function saysDiskFull(log: string): boolean {
  return /No space left on device|Check free disk space|Disk quota exceeded/.test(log);
}

/** The asked-for TCP port is in use. */
export class PortTakenError extends CongvanError {
  readonly code = 'embedded-postgres.port-taken';
  readonly kind = 'conflict';
}

/** Postgres did not come up, for a reason only its log tells; the message ends with the tail of that log. */
export class ServerStartError extends CongvanError {
  readonly code = 'embedded-postgres.start-failed';
  readonly kind = 'internal';
}

/** Postgres was told to stop and did not. */
export class ServerStopError extends CongvanError {
  readonly code = 'embedded-postgres.stop-failed';
  readonly kind = 'internal';
}

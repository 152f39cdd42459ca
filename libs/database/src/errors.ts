import { CongvanError } from '#foundation';

/** The database cannot be reached or refused the connection. */
export class DatabaseUnavailableError extends CongvanError {
  readonly code = 'database.unavailable';
  readonly kind = 'transient';
}

/** A migration could not be made; the message names it and says what Postgres says. */
export class MigrationFailedError extends CongvanError {
  readonly code = 'database.migration-failed';
  readonly kind = 'internal';

  constructor(migration: string, cause: unknown) {
    super(
      `The migration ${migration} failed: ${(cause as Error).message}. Nothing of it was kept; those before it stand, ` +
        'and programs of the version before go on. Mend what the message names, or start the version before.',
      { cause },
    );
  }
}

/** Two transactions collided and the repetitions were used up; the same call may succeed later. */
export class ConcurrencyConflictError extends CongvanError {
  readonly code = 'database.concurrency-conflict';
  readonly kind = 'transient';
}

/** The connection was lost while the commit was on its way: whether it was done only a second look can tell. */
export class CommitUnknownError extends CongvanError {
  readonly code = 'database.commit-unknown';
  readonly kind = 'transient';

  constructor(cause: unknown) {
    super(
      'The connection to Postgres was lost during the commit, so it may have been done or not. Look, or repeat the ' +
        'request with the same Idempotency-Key.',
      { cause },
    );
  }
}

/** SQLSTATE classes that matter to us; see the appendix "PostgreSQL Error Codes". */
const RETRYABLE = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '55P03', // lock_not_available
]);

/** The five-character SQLSTATE of an error that came from Postgres, else undefined. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether the same transaction may simply be tried again. */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has(sqlState(error) ?? '');
}

/**
 * Of Node: no way to the server. Of Postgres: connection exceptions (class 08), shutdown and recovery (57P), no connection
 * left (53300), a statement or a transaction that took longer than it may (57014, 25P03, 25P04).
 */
const CONNECTION_LOSS =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|57P\w{2}|57014|53300|25P03|25P04)$/;
/** What the driver says without a code. */
const DRIVER_LOSS =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (was closed|has encountered))/;

/** Whether Postgres went away, is coming back or did not answer in time: the same call may succeed later. */
export function isConnectionLoss(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? CONNECTION_LOSS.test(code) : DRIVER_LOSS.test(String(message));
}

/** Of those: the connection was cut or refused, so that another one may do at once or after a restart of Postgres. */
const CUT_OFF = /^(ECONNREFUSED|ECONNRESET|EPIPE|08003|08006|57P01|57P02|57P03)$/;

/** Whether a transaction that has not come to its commit may be begun again on another connection. */
export function wasCutOff(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? CUT_OFF.test(code) : String(message).startsWith('Connection terminated');
}

/** Whether it is the database that failed, and not what was asked of it. */
export function isOutage(error: unknown): boolean {
  return error instanceof DatabaseUnavailableError || error instanceof CommitUnknownError || isConnectionLoss(error);
}

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

/** A defect: a statement failed, the work went on as if nothing had been, and Postgres rolled all of it back. */
export class CommitRefusedError extends CongvanError {
  readonly code = 'database.commit-refused';
  readonly kind = 'internal';

  constructor() {
    super('A statement of this transaction had failed, so Postgres rolled it back. Try what may fail under withSavepoint.');
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

/*
 * Three questions about an error, each wider than the one before:
 * - `isConnectionCut`: the connection is gone, so what had not come to its commit may be begun again on another.
 * - `isUnavailability`: that, or Postgres has no connection to give, or took longer than it may. The same call may
 *   succeed later, but to begin it again at once would only add to the load.
 * - `isOutage`: that as Postgres and the driver say it, or as our own errors do, but for a statement that took longer than
 *   it may: it is the database that failed, and not what was asked of it.
 */

const QUERY_CANCELED = '57014';
const CUT_CODES = /^(ECONNREFUSED|ECONNRESET|EPIPE|08003|08006|57P01|57P02|57P03)$/;
/** What the driver says without a code. */
const CUT_MESSAGES = /^Connection terminated/;

/**
 * Of Node: no way to the server. Of Postgres: connection exceptions (class 08), shutdown and recovery (57P), no connection
 * left (53300), a statement or a transaction that took longer than it may (57014, 25P03, 25P04).
 */
const UNAVAILABLE_CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|57P\w{2}|57014|53300|25P03|25P04)$/;
const UNAVAILABLE_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (was closed|has encountered))/;

export function isConnectionCut(error: unknown): boolean {
  return says(error, CUT_CODES, CUT_MESSAGES);
}

export function isUnavailability(error: unknown): boolean {
  return says(error, UNAVAILABLE_CODES, UNAVAILABLE_MESSAGES);
}

export function isOutage(error: unknown): boolean {
  if (error instanceof DatabaseUnavailableError || error instanceof CommitUnknownError) return true;
  return isUnavailability(error) && sqlState(error) !== QUERY_CANCELED;
}

function says(error: unknown, codes: RegExp, messages: RegExp): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? codes.test(code) : messages.test(String(message));
}

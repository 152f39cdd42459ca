import { CongvanError } from '#foundation';

/** The database cannot be reached or refused the connection. */
export class DatabaseUnavailableError extends CongvanError {
  readonly code = 'database.unavailable';
  readonly kind = 'transient';
}

/** Two transactions collided and the repetitions were used up; the same call may succeed later. */
export class ConcurrencyConflictError extends CongvanError {
  readonly code = 'database.concurrency-conflict';
  readonly kind = 'transient';
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

export { Database, type DatabaseOptions } from './database.js';
export { ConcurrencyConflictError, DatabaseUnavailableError, isRetryable, sqlState, violatedUniqueConstraint } from './errors.js';
export type { Transaction } from './transaction.js';

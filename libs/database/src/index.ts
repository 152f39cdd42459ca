export { Database, type DatabaseOptions } from './database.js';
export { ConcurrencyConflictError, DatabaseUnavailableError, isRetryable, sqlState } from './errors.js';
export type { Transaction } from './transaction.js';

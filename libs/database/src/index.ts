export { Database, type DatabaseOptions } from './database.js';
export { ConcurrencyConflictError, DatabaseUnavailableError, isRetryable, sqlState } from './errors.js';
export type { Statement, Transaction } from './transaction.js';

export { Database, type DatabaseOptions } from './database.js';
export { listen, type ListenOptions, type Listening } from './listen.js';
export {
  ConcurrencyConflictError,
  DatabaseUnavailableError,
  CommitUnknownError,
  isConnectionLoss,
  isOutage,
  isRetryable,
  MigrationFailedError,
  sqlState,
} from './errors.js';
export { readSchemaState, type SchemaState } from './schema-state.js';
export type { Statement, Transaction } from './transaction.js';

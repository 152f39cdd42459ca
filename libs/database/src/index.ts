export { BulkSession } from './bulk-session.js';
export { Database, type DatabaseOptions } from './database.js';
export { listen, type ListenOptions, type Listening } from './listen.js';
export {
  CommitRefusedError,
  CommitUnknownError,
  ConcurrencyConflictError,
  DatabaseUnavailableError,
  isOutage,
  isRetryable,
  isUnavailability,
  MigrationFailedError,
  sqlState,
} from './errors.js';
export { migrateSchema } from './migrate.js';
export { readSchemaState, type SchemaState, unknownMigrations } from './schema-state.js';
export { searchFor, type WordSearch } from './search-words.js';
export type { Statement, Transaction } from './transaction.js';

export {
  BinariesUnavailableError,
  ClusterAccessError,
  ClusterUnusableError,
  DiskFullError,
  PortTakenError,
  ServerStartError,
  ServerStopError,
} from './errors.js';
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start-embedded-postgres.js';

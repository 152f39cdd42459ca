import type { Database } from '#database';
import type { CommandExecutor } from '../executor/command-executor.js';

/** What work on many instances or jobs at once stands on: each is a command of its own. */
export interface OperatorTools {
  readonly executor: CommandExecutor;
  readonly database: Database;
}

import type { CliCommand } from '../cli-command.js';

/** One of the things that `jobs` does. */
export type JobVerb = Pick<CliCommand, 'name' | 'usage' | 'run'>;

import type { CliCommand } from '../cli-command.js';

/** One of the things that `instances` does. */
export type InstanceVerb = Pick<CliCommand, 'name' | 'usage' | 'run'>;

import type { CliCommand } from '../cli-command.js';

/** One of the things that `calendars` does. */
export type CalendarVerb = Pick<CliCommand, 'name' | 'usage' | 'run'>;

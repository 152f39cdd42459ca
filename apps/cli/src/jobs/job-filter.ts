/** Options that name failed jobs by what they have in common, for `parseArgs`. */
export const FILTER_OPTIONS = {
  instance: { type: 'string' },
  definition: { type: 'string' },
  topic: { type: 'string' },
} as const;

export const FILTER_USAGE = '[--instance <id>] [--definition <key>] [--topic <topic>]';

/** The same as the API names it; empty where none was given. */
export function toFilter({ instance, definition, topic }: {
  readonly instance?: string;
  readonly definition?: string;
  readonly topic?: string;
}): Record<string, string> {
  return {
    ...(instance !== undefined && { instanceId: instance }),
    ...(definition !== undefined && { definitionKey: definition }),
    ...(topic !== undefined && { topic }),
  };
}

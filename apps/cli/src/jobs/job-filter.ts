/** Options that name failed jobs by what they have in common, for `parseArgs`. */
export const FILTER_OPTIONS = {
  status: { type: 'string' },
  instance: { type: 'string' },
  definition: { type: 'string' },
  topic: { type: 'string' },
  element: { type: 'string' },
  error: { type: 'string' },
  'failed-since': { type: 'string' },
} as const;

export const FILTER_USAGE =
  '[--instance <id>] [--definition <key>] [--topic <topic>] [--element <id>] [--error <text or code>] ' +
  '[--failed-since <instant>] [--status failed|retrying]';

/** The same as the API names it. */
export function toFilter(values: { readonly [Option in keyof typeof FILTER_OPTIONS]?: string }): Record<string, string> {
  const filter = {
    status: values.status,
    instanceId: values.instance,
    definitionKey: values.definition,
    topic: values.topic,
    elementId: values.element,
    error: values.error,
    failedSince: values['failed-since'],
  };
  return Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

import type { JsonValue } from '#foundation';
import { parseArgs } from 'node:util';
import { print, UsageError } from '../cli-command.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import { type InstanceVerb, needed, toKey } from './instance-verb.js';

export const setVerb: InstanceVerb = {
  name: 'set',
  usage: '<id> <name>=<value> … [--scope <key>]     values are JSON; what is no JSON is text',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...SERVER_OPTIONS, scope: { type: 'string' } },
    });
    const [first, ...assignments] = positionals;
    const id = needed(first, 'the id of the instance');
    if (assignments.length === 0) throw new UsageError('Give at least one variable as <name>=<value>.');
    const variables = Object.fromEntries(assignments.map(toVariable));
    const body = { variables, ...(values.scope !== undefined && { key: toKey(values.scope) }) };
    await withServer(values, (server) => server.post(`process-instances/${encodeURIComponent(id)}/variables`, body));
    const names = Object.keys(variables);
    print(values.json ? JSON.stringify({ id, variables: names }) : `Set ${names.join(', ')}.`);
  },
};

function toVariable(assignment: string): readonly [string, JsonValue] {
  const [, name, text] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
  if (name === undefined || text === undefined) throw new UsageError(`"${assignment}" is not of the form <name>=<value>.`);
  try {
    return [name, JSON.parse(text) as JsonValue];
  } catch {
    return [name, text];
  }
}

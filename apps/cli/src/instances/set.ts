import { parseArgs } from 'node:util';
import { needed, toKey, toVariables } from '../arguments.js';
import { print, UsageError } from '../cli-command.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

export const setVerb: CliVerb = {
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
    const variables = toVariables(assignments);
    const body = { variables, ...(values.scope !== undefined && { key: toKey(values.scope) }) };
    const path = `process-instances/${encodeURIComponent(id)}/variables`;
    await withServer(values, (server) => server.postKeyed(path, body));
    const names = Object.keys(variables);
    print(values.json ? JSON.stringify({ id, variables: names }) : `Set ${names.join(', ')}.`);
  },
};

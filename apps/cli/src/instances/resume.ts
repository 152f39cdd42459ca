import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { print } from '../cli-command.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

export const resumeVerb: CliVerb = {
  name: 'resume',
  usage: '<id> [--with-called]',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...SERVER_OPTIONS, 'with-called': { type: 'boolean', default: false } },
    });
    const id = needed(positionals[0], 'the id of the instance');
    const body = { withCalled: values['with-called'] };
    const result = await withServer(values, (server) =>
      server.postKeyed<{ instances: number }>(`process-instances/${encodeURIComponent(id)}/resume`, body),
    );
    print(values.json ? JSON.stringify(result) : `${result.instances} instance(s) go on.`);
  },
};

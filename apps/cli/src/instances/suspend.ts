import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { print } from '../cli-command.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

export const suspendVerb: CliVerb = {
  name: 'suspend',
  usage: '<id> --reason <text> [--timers keep-remaining|keep-due] [--with-called]',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...SERVER_OPTIONS,
        reason: { type: 'string' },
        timers: { type: 'string', default: 'keep-due' },
        'with-called': { type: 'boolean', default: false },
      },
    });
    const id = needed(positionals[0], 'the id of the instance');
    const body = { reason: needed(values.reason, 'why, by --reason'), timers: values.timers, withCalled: values['with-called'] };
    const result = await withServer(values, (server) =>
      server.postKeyed<{ instances: number }>(`process-instances/${encodeURIComponent(id)}/suspend`, body),
    );
    print(values.json ? JSON.stringify(result) : `${result.instances} instance(s) suspended.`);
  },
};

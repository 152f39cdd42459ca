import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { print } from '../cli-command.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

export const cancelVerb: CliVerb = {
  name: 'cancel',
  usage: '<id> --reason <text>',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...SERVER_OPTIONS, reason: { type: 'string' } },
    });
    const id = needed(positionals[0], 'the id of the instance');
    const reason = needed(values.reason, 'why, by --reason');
    const path = `process-instances/${encodeURIComponent(id)}/cancel`;
    await withServer(values, (server) => server.postKeyed(path, { reason }));
    print(values.json ? JSON.stringify({ id, status: 'cancelled' }) : `${id} is cancelled.`);
  },
};

import { parseArgs } from 'node:util';
import { print, UsageError } from '../cli-command.js';
import { ServerRefusedError } from '../server/errors.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

export const retryVerb: CliVerb = {
  name: 'retry',
  usage: '<id> …',
  async run(args) {
    const { values, positionals: ids } = parseArgs({ args, allowPositionals: true, options: SERVER_OPTIONS });
    if (ids.length === 0) throw new UsageError('Give the ids of reminders, as reminders list --failed shows them.');
    const outcomes = await withServer(values, async (server) => {
      const done: { id: string; outcome: 'retrying' | 'refused'; why: string | null }[] = [];
      for (const id of ids) {
        try {
          await server.postKeyed(`reminders/${encodeURIComponent(id)}/retry`, {});
          done.push({ id, outcome: 'retrying', why: null });
        } catch (error) {
          if (!(error instanceof ServerRefusedError)) throw error;
          done.push({ id, outcome: 'refused', why: error.message });
        }
      }
      return done;
    });
    if (values.json) print(JSON.stringify(outcomes));
    else print(table(['reminder', 'outcome', 'why'], outcomes.map(({ id, outcome, why }) => [id, outcome, why ?? ''])));
    if (outcomes.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1;
  },
};

import { parseArgs } from 'node:util';
import { print, UsageError } from '../cli-command.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';
import { planMoves, sayMoves } from './planned-moves.js';

const OPTIONS = { ...SERVER_OPTIONS, 'dry-run': { type: 'boolean', default: false } } as const;

export const assignVerb: CliVerb = {
  name: 'assign',
  usage: '<unit> <calendar> [--dry-run]',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
    const [unit, calendar, ...rest] = positionals;
    if (unit === undefined || calendar === undefined || rest.length > 0) throw new UsageError('Name a unit and a calendar.');
    const path = `calendars/units/${encodeURIComponent(unit)}`;
    if (values['dry-run']) {
      const moves = await withServer(values, (server) => planMoves(server, `${path}/move-plans`, { calendar }));
      return print(values.json ? JSON.stringify(moves) : [...sayMoves(moves), 'Dry run: nothing was changed.'].join('\n'));
    }
    const answer = await withServer(values, (server) => server.put<{ unitCode: string; calendar: string }>(path, { calendar }));
    print(values.json ? JSON.stringify(answer) : `${answer.unitCode} follows ${answer.calendar}.`);
  },
};

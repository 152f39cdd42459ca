import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { print, UsageError } from '../cli-command.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';
import { planMoves, sayMoves } from './planned-moves.js';

const OPTIONS = { ...SERVER_OPTIONS, reason: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } } as const;

export const assignVerb: CliVerb = {
  name: 'assign',
  usage: '<unit> <calendar> --reason <text>|--dry-run',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
    const [unit, calendar, ...rest] = positionals;
    if (unit === undefined || calendar === undefined || rest.length > 0) throw new UsageError('Name a unit and a calendar.');
    const path = `calendars/units/${encodeURIComponent(unit)}`;
    if (values['dry-run']) {
      const moves = await withServer(values, (server) => planMoves(server, `${path}/move-plans`, { calendar }));
      return print(values.json ? JSON.stringify(moves) : [...sayMoves(moves), 'Dry run: nothing was changed.'].join('\n'));
    }
    const reason = needed(values.reason, 'why, by --reason');
    const answer = await withServer(values, (server) => server.put<{ unitCode: string; calendar: string }>(path, { calendar, reason }));
    print(values.json ? JSON.stringify(answer) : `${answer.unitCode} follows ${answer.calendar}.`);
  },
};

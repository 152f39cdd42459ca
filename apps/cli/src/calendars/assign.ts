import { parseArgs } from 'node:util';
import { print, UsageError } from '../cli-command.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CalendarVerb } from './calendar-verb.js';

export const assignVerb: CalendarVerb = {
  name: 'assign',
  usage: '<unit> <calendar>',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: SERVER_OPTIONS });
    const [unit, calendar, ...rest] = positionals;
    if (unit === undefined || calendar === undefined || rest.length > 0) throw new UsageError('Name a unit and a calendar.');
    const path = `calendars/units/${encodeURIComponent(unit)}`;
    const answer = await withServer(values, (server) => server.put<{ unitCode: string; calendar: string }>(path, { calendar }));
    print(values.json ? JSON.stringify(answer) : `${answer.unitCode} follows ${answer.calendar}.`);
  },
};

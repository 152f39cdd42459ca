import { parseArgs } from 'node:util';
import { print } from '../cli-command.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

interface Calendar {
  readonly calendar: string;
  readonly name: string;
  readonly version: number;
  readonly publishedAt: string;
  readonly usual: boolean;
  readonly units: readonly string[];
}

export const listVerb: CliVerb = {
  name: 'list',
  usage: '',
  async run(args) {
    const { values } = parseArgs({ args, options: SERVER_OPTIONS });
    const { items } = await withServer(values, (server) => server.get<{ items: Calendar[] }>('calendars'));
    if (values.json) return print(JSON.stringify(items));
    const rows = items.map(({ calendar, version, publishedAt, usual, units, name }) => [
      usual ? `${calendar} (usual)` : calendar,
      String(version),
      publishedAt,
      units.join(', '),
      name,
    ]);
    print(table(['calendar', 'version', 'published', 'units', 'name'], rows));
  },
};

import type { UnitRow } from '#directory';
import { parseArgs } from 'node:util';
import { print } from '../cli-command.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

export const listVerb: CliVerb = {
  name: 'list',
  usage: '',
  async run(args) {
    const { values } = parseArgs({ args, options: SERVER_OPTIONS });
    const { items } = await withServer(values, (server) => server.get<{ items: UnitRow[] }>('units'));
    if (values.json) return print(JSON.stringify(items));
    const rows = items.map(({ code, kind, validTo, successor, name }) => [code, kind, validTo ?? '', successor ?? '', name]);
    print(table(['code', 'kind', 'last day', 'successor', 'name'], rows));
  },
};

import { parseArgs } from 'node:util';
import { print } from '../cli-command.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { InstanceVerb } from './instance-verb.js';

interface InstanceRow {
  readonly id: string;
  readonly definitionKey: string;
  readonly definitionVersion: number;
  readonly businessKey: string | null;
  readonly status: string;
  readonly suspendedAt: string | null;
  readonly startedAt: string;
  readonly startedBy: string;
}

const MOST = 1000;

export const listVerb: InstanceVerb = {
  name: 'list',
  usage: '[--definition <key>] [--business-key <key>] [--status active|completed|cancelled]',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...SERVER_OPTIONS,
        definition: { type: 'string' },
        'business-key': { type: 'string' },
        status: { type: 'string', default: 'active' },
      },
    });
    const query = { definitionKey: values.definition, businessKey: values['business-key'], status: values.status };
    const rows = await withServer(values, (server) => server.list<InstanceRow>('process-instances', query, MOST));
    if (values.json) return print(JSON.stringify(rows));
    print(table(['id', 'process', 'business key', 'status', 'started', 'by'], rows.map(cells)));
    if (rows.length === MOST) process.stderr.write(`Only the newest ${MOST} are listed.\n`);
  },
};

function cells(row: InstanceRow): string[] {
  const { id, definitionKey, definitionVersion, businessKey, status, suspendedAt, startedAt, startedBy } = row;
  const state = suspendedAt === null ? status : 'suspended';
  return [id, `${definitionKey}:${definitionVersion}`, businessKey ?? '', state, startedAt, startedBy];
}

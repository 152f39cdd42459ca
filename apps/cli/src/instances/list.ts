import { parseArgs } from 'node:util';
import { print } from '../cli-command.js';
import { mostOf, PAGE_OPTIONS, tellNext } from '../server/paging.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

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

export const listVerb: CliVerb = {
  name: 'list',
  usage:
    '[--definition <key>[:<version>]] [--business-key <key>] [--status active|completed|cancelled] ' +
    '[--suspended true|false] [--definition-id <id>] [--parent <id>] [--stands-at <element>] [--limit <n>] [--after <next>]',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...SERVER_OPTIONS,
        ...PAGE_OPTIONS,
        definition: { type: 'string' },
        'definition-id': { type: 'string' },
        'business-key': { type: 'string' },
        status: { type: 'string', default: 'active' },
        suspended: { type: 'string' },
        parent: { type: 'string' },
        'stands-at': { type: 'string' },
      },
    });
    const [, definitionKey, version] = /^(.+?)(?::(\d+))?$/.exec(values.definition ?? '') ?? [];
    const query = {
      definitionKey,
      version,
      definitionId: values['definition-id'],
      businessKey: values['business-key'],
      status: values.status,
      suspended: values.suspended,
      parentId: values.parent,
      standsAt: values['stands-at'],
      after: values.after,
    };
    const most = mostOf(values);
    const { items, next } = await withServer(values, (server) => server.list<InstanceRow>('process-instances', query, most));
    if (values.json) print(JSON.stringify(items));
    else print(table(['id', 'process', 'business key', 'status', 'started', 'by'], items.map(cells)));
    tellNext(next);
  },
};

function cells(row: InstanceRow): string[] {
  const { id, definitionKey, definitionVersion, businessKey, status, suspendedAt, startedAt, startedBy } = row;
  const state = suspendedAt === null ? status : 'suspended';
  return [id, `${definitionKey}:${definitionVersion}`, businessKey ?? '', state, startedAt, startedBy];
}

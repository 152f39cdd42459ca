import type { Reminder } from '#reminders';
import { parseArgs } from 'node:util';
import { print } from '../cli-command.js';
import { mostOf, PAGE_OPTIONS, tellNext } from '../server/paging.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';
import { sayOutcome } from './say-outcome.js';

export const listVerb: CliVerb = {
  name: 'list',
  usage: '[--failed] [--kind task|case] [--deadline <id>] [--limit <n>] [--after <next>]',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...SERVER_OPTIONS,
        ...PAGE_OPTIONS,
        failed: { type: 'boolean', default: false },
        kind: { type: 'string' },
        deadline: { type: 'string' },
      },
    });
    const { failed, kind, deadline: deadlineId, after } = values;
    const [query, most] = [{ failedOnly: String(failed), kind, deadlineId, after }, mostOf(values)];
    const { items, next } = await withServer(values, (server) => server.list<Reminder>('reminders', query, most));
    if (values.json) print(JSON.stringify(items));
    else print(table(['id', 'made', 'deadline', 'step', 'to', 'became', 'what'], items.map(cells)));
    tellNext(next);
  },
};

function cells(reminder: Reminder): string[] {
  const { id, madeAt, deadlineId, step, addressee, label } = reminder;
  return [id, madeAt, deadlineId, step, addressee, sayOutcome(reminder), label];
}

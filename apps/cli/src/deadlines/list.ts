import type { DeadlineEntry } from '#deadlines';
import { parseArgs } from 'node:util';
import { DAYS_OPTIONS, readDays } from '../arguments.js';
import { print } from '../cli-command.js';
import { designerSettings } from '../designer-settings.js';
import { sayInOfficeTime } from '../office-time.js';
import { mostOf, PAGE_OPTIONS, tellNext } from '../server/paging.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

export const listVerb: CliVerb = {
  name: 'list',
  usage:
    '[--status open|met|missed|cancelled] [--kind task|case] [--unit <code>] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>] ' +
    '[--limit <n>] [--after <next>]; closed ones with --from and --to, at most 31 days',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...SERVER_OPTIONS,
        ...PAGE_OPTIONS,
        ...DAYS_OPTIONS,
        status: { type: 'string', default: 'open' },
        kind: { type: 'string' },
        unit: { type: 'string' },
      },
    });
    const { status, kind, unit, after } = values;
    const { from: dueFrom, to: dueTo } = readDays(values, designerSettings().OFFICE_TIME_ZONE);
    const [query, most] = [{ status, kind, unit, dueFrom, dueTo, after }, mostOf(values)];
    const { items, next } = await withServer(values, (server) => server.list<DeadlineEntry>('deadlines', query, most));
    if (values.json) print(JSON.stringify(items));
    else print(table(['id', 'kind', 'due', 'status', 'unit', 'assignee', 'what'], items.map(cells)));
    tellNext(next);
  },
};

function cells({ id, kind, dueAt, status, overdue, pausedUntil, unit, assignee, label }: DeadlineEntry): string[] {
  const standing = pausedUntil !== null ? `paused until ${sayInOfficeTime(pausedUntil)}` : overdue ? 'overdue' : status;
  return [id, kind, sayInOfficeTime(dueAt), standing, unit ?? '', assignee ?? '', label];
}

import type { CalendarData, Session, Week } from '#calendar';
import { parseArgs } from 'node:util';
import { print, UsageError } from '../cli-command.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

interface PublishedVersion {
  readonly version: number;
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly note: string | null;
  readonly data: CalendarData;
}

/** With `--json` the calendar as `import` takes it. */
export const showVerb: CliVerb = {
  name: 'show',
  usage: '<calendar> [--version <n>]',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...SERVER_OPTIONS, version: { type: 'string' } },
    });
    const [key, ...rest] = positionals;
    if (key === undefined || rest.length > 0) throw new UsageError('Name one calendar, as calendars list shows them.');
    const { version } = values;
    const path = `calendars/${encodeURIComponent(key)}`;
    const shown = await withServer(values, (server) => server.get<PublishedVersion>(path, { version }));
    print(values.json ? JSON.stringify(shown.data, undefined, 2) : inWords(shown));
  },
};

const WEEKDAYS = [
  ['1', 'Monday'],
  ['2', 'Tuesday'],
  ['3', 'Wednesday'],
  ['4', 'Thursday'],
  ['5', 'Friday'],
  ['6', 'Saturday'],
  ['7', 'Sunday'],
] as const;

function inWords({ version, publishedAt, publishedBy, note, data }: PublishedVersion): string {
  const published = `version ${version}, ${publishedAt} by ${publishedBy}${note === null ? '' : `: ${note}`}`;
  return [
    `${data.key}: ${data.name} (${data.zone})`,
    published,
    '',
    weekTable(data.week),
    `source: ${data.weekSource}`,
    '',
    ...(data.seasons ?? []).flatMap(({ from, to, name, week, source }) => [
      `${name}, from ${from} to ${to} of each year (${source})`,
      weekTable(week),
      '',
    ]),
    table(
      ['date', 'kind', 'sessions', 'name', 'source'],
      data.days.map(({ date, kind, sessions, name, source }) => [date, kind, hours(sessions), name, source]),
    ),
    '',
    table(['year', 'known', 'source'], data.years.map(({ year, status, source }) => [String(year), status, source])),
  ].join('\n');
}

function weekTable(week: Week): string {
  return table(['weekday', 'sessions'], WEEKDAYS.map(([weekday, name]) => [name, hours(week[weekday])]));
}

function hours(sessions: readonly Session[]): string {
  return sessions.length === 0 ? 'off' : sessions.map(({ from, to }) => `${from}-${to}`).join(' ');
}

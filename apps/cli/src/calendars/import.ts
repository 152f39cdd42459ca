import type { CalendarData, CalendarDay, YearStatus } from '#calendar';
import type { Finding } from '#foundation';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { print, UsageError } from '../cli-command.js';
import type { SentFile, Server } from '../server/server.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';
import { type PlannedMoves, planMoves, sayMoves } from './planned-moves.js';
import { withShippedDays } from './with-shipped-days.js';

interface PlannedImport {
  readonly basedOn: number;
  /** Null while a line is wrong. */
  readonly data: CalendarData | null;
  readonly changes: {
    readonly added: readonly CalendarDay[];
    readonly changed: readonly { readonly before: CalendarDay; readonly after: CalendarDay }[];
    readonly removed: readonly CalendarDay[];
    readonly other: readonly string[];
  };
  readonly unannouncedYears: readonly { readonly year: number; readonly status: YearStatus; readonly openDeadlines: number }[];
  readonly findings: readonly Finding[];
}

interface Published {
  readonly calendar: string;
  readonly version: number;
  readonly changed: boolean;
}

const OPTIONS = {
  ...SERVER_OPTIONS,
  calendar: { type: 'string', default: 'vn' },
  shipped: { type: 'boolean', default: false },
  'whole-years': { type: 'boolean', default: false },
  'announced-by': { type: 'string' },
  'announced-years': { type: 'string' },
  note: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const;

interface ImportOptions {
  readonly calendar: string;
  readonly 'whole-years': boolean;
  readonly 'announced-by'?: string;
  readonly 'announced-years'?: string;
  readonly note?: string;
  readonly 'dry-run': boolean;
}

/** What was planned and done; without moves where a line is wrong, without a publication also after a dry run. */
interface ImportOutcome {
  readonly planned: PlannedImport;
  readonly moves?: PlannedMoves;
  readonly published?: Published;
}

/** Publishes nothing while a line of the file is wrong: half of the days off would move deadlines to a wrong place. */
export const importVerb: CliVerb = {
  name: 'import',
  usage:
    '<file.ics|file.csv|file.json>|--shipped [--calendar <key>] [--whole-years] ' +
    '[--announced-by <text> [--announced-years <2027,2028>]] [--note <text>] [--dry-run]',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
    const [path, ...rest] = positionals;
    if ((path === undefined) !== values.shipped || rest.length > 0) throw new UsageError('Name one file, or --shipped.');
    const { planned, moves, published } = await withServer(values, async (server) => {
      const file = path === undefined ? await shippedFile(server, values.calendar) : await fileOf(path);
      return importFile(server, file, values);
    });
    print(values.json ? JSON.stringify({ ...planned, moves, published }) : inWords({ planned, moves, published }));
    if (planned.data === null) process.exitCode = 1;
  },
};

async function importFile(server: Server, file: SentFile, options: ImportOptions): Promise<ImportOutcome> {
  const query = new URLSearchParams({ wholeYears: String(options['whole-years']) });
  if (options['announced-by'] !== undefined) query.set('announcedBy', options['announced-by']);
  if (options['announced-years'] !== undefined) query.set('announcedYears', options['announced-years']);
  const calendar = `calendars/${encodeURIComponent(options.calendar)}`;
  const planned = await server.postFiles<PlannedImport>(`${calendar}/imports?${query.toString()}`, [file]);
  const { data, basedOn } = planned;
  if (data === null) return { planned };
  const moves = await planMoves(server, 'calendars/move-plans', { data });
  if (options['dry-run']) return { planned, moves };
  const published = await server.postKeyed<Published>(`${calendar}/versions`, { data, basedOn, note: options.note });
  return { planned, moves, published };
}

function inWords({ planned, moves, published }: ImportOutcome): string {
  return [...saidChanges(planned), '', ...(moves === undefined ? [] : [...sayMoves(moves), '']), outcomeOf(planned, published)].join('\n');
}

async function fileOf(path: string): Promise<SentFile> {
  try {
    return { name: basename(path), content: new Uint8Array(await readFile(path)) };
  } catch (cause) {
    throw new UsageError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** As if somebody had added to the calendar in force what this release knows beyond it. */
async function shippedFile(server: Server, key: string): Promise<SentFile> {
  const { data } = await server.get<{ data: CalendarData }>(`calendars/${encodeURIComponent(key)}`);
  return { name: 'shipped.json', content: new TextEncoder().encode(JSON.stringify(withShippedDays(data))) };
}

function saidChanges({ changes, unannouncedYears, findings }: PlannedImport): string[] {
  const { added, changed, removed, other } = changes;
  return [
    ...added.map((day) => `+ ${said(day)}`),
    ...changed.flatMap(({ before, after }) => [`- ${said(before)}`, `+ ${said(after)}`]),
    ...removed.map((day) => `- ${said(day)}`),
    ...other.map((part) => `~ ${part}`),
    ...unannouncedYears.map(
      ({ year, status, openDeadlines }) => `? ${year} is ${status}: ${openDeadlines} open deadline(s) of it may still move`,
    ),
    ...findings.map(({ where, what, mend }) => `! ${where}: ${what}${mend === undefined ? '' : ` – ${mend}`}`),
  ];
}

function outcomeOf({ data }: PlannedImport, published: Published | undefined): string {
  if (published?.changed === true) return `${published.calendar} is at version ${published.version}.`;
  if (published !== undefined) return `${published.calendar} stays at version ${published.version}: nothing is different.`;
  return data === null ? 'Nothing was published: correct the lines marked with !.' : 'Dry run: nothing was published.';
}

function said({ date, kind, sessions, name, source }: CalendarDay): string {
  const hours = sessions.map(({ from, to }) => ` ${from}-${to}`).join('');
  return `${date} ${kind}${hours} ${name} (${source})`;
}

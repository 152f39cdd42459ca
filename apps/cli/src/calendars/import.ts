import type { CalendarData, CalendarDay } from '#calendar';
import type { Finding } from '#foundation';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { print, UsageError } from '../cli-command.js';
import type { SentFile, Server } from '../server/server.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CalendarVerb } from './calendar-verb.js';

interface PlannedImport {
  readonly basedOn: number;
  readonly data: CalendarData;
  readonly changes: {
    readonly added: readonly CalendarDay[];
    readonly changed: readonly { readonly before: CalendarDay; readonly after: CalendarDay }[];
    readonly removed: readonly CalendarDay[];
    readonly other: readonly string[];
  };
  readonly findings: readonly Finding[];
}

/** What the publication would do to open deadlines, the first of them by name. */
interface PlannedMoves {
  readonly items: readonly {
    readonly label: string;
    readonly unit: string | null;
    readonly from: string | null;
    readonly to: string | null;
    readonly why: string;
  }[];
  readonly totals: { readonly cases: number; readonly tasks: number; readonly timers: number; readonly problems: number };
}

/** Deadlines that are named one by one; the totals count all. */
const NAMED_MOVES = 20;

interface Published {
  readonly calendar: string;
  readonly version: number;
  readonly changed: boolean;
}

/** Publishes nothing while a line of the file is wrong: half of the days off would move deadlines to a wrong place. */
export const importVerb: CalendarVerb = {
  name: 'import',
  usage: '<file.ics|file.csv|file.json> [--calendar <key>] [--whole-years] [--announced-by <text>] [--note <text>] [--dry-run]',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...SERVER_OPTIONS,
        calendar: { type: 'string', default: 'vn' },
        'whole-years': { type: 'boolean', default: false },
        'announced-by': { type: 'string' },
        note: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    const [path, ...rest] = positionals;
    if (path === undefined || rest.length > 0) throw new UsageError('Name one file.');
    const file = await fileOf(path);
    const { calendar: key, 'dry-run': dryRun, note } = values;
    const { planned, moves, published } = await withServer(values, async (server) => {
      const query = new URLSearchParams({ wholeYears: String(values['whole-years']) });
      if (values['announced-by'] !== undefined) query.set('announcedBy', values['announced-by']);
      const plan = await server.postFiles<PlannedImport>(`calendars/${encodeURIComponent(key)}/imports?${query.toString()}`, [file]);
      const { data } = plan;
      const planOfMoves = await server.post<PlannedMoves>(`calendars/move-plans?limit=${NAMED_MOVES}`, { data });
      const publishes = !dryRun && plan.findings.length === 0;
      return { planned: plan, moves: planOfMoves, published: publishes ? await publish(server, plan, note) : undefined };
    });
    print(
      values.json
        ? JSON.stringify({ ...planned, moves, published })
        : [...saidChanges(planned), '', ...saidMoves(moves), '', outcomeOf(published, dryRun)].join('\n'),
    );
    if (planned.findings.length > 0) process.exitCode = 1;
  },
};

async function fileOf(path: string): Promise<SentFile> {
  try {
    return { name: basename(path), content: new Uint8Array(await readFile(path)) };
  } catch (cause) {
    throw new UsageError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function publish(server: Server, { data, basedOn }: PlannedImport, note: string | undefined): Promise<Published> {
  return server.postKeyed<Published>(`calendars/${encodeURIComponent(data.key)}/versions`, { data, basedOn, note });
}

function saidChanges({ changes, findings }: PlannedImport): string[] {
  const { added, changed, removed, other } = changes;
  return [
    ...added.map((day) => `+ ${said(day)}`),
    ...changed.flatMap(({ before, after }) => [`- ${said(before)}`, `+ ${said(after)}`]),
    ...removed.map((day) => `- ${said(day)}`),
    ...other.map((part) => `~ ${part}`),
    ...findings.map(({ where, what, mend }) => `! ${where}: ${what}${mend === undefined ? '' : ` – ${mend}`}`),
  ];
}

function saidMoves({ items, totals: { cases, tasks, timers, problems } }: PlannedMoves): string[] {
  const sum = `Open deadlines that follow: ${cases} of cases, ${tasks} of tasks, ${timers} timer(s).`;
  const named = items.map(({ label, unit, from, to, why }) => {
    const whose = unit === null ? '' : ` (${unit})`;
    return `> ${label}${whose}: ${from ?? 'none'} → ${to ?? 'none'}, ${why}`;
  });
  return [sum, ...named, ...(problems > 0 ? [`${problems} cannot be counted by it and stay as they are.`] : [])];
}

function outcomeOf(published: Published | undefined, dryRun: boolean): string {
  if (published?.changed === true) return `${published.calendar} is at version ${published.version}.`;
  if (published !== undefined) return `${published.calendar} stays at version ${published.version}: nothing is different.`;
  return dryRun ? 'Dry run: nothing was published.' : 'Nothing was published: correct the lines marked with !.';
}

function said({ date, kind, sessions, name, source }: CalendarDay): string {
  const hours = sessions.map(({ from, to }) => ` ${from}-${to}`).join('');
  return `${date} ${kind}${hours} ${name} (${source})`;
}

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, SERVER_USAGE, withServer } from '../server/with-server.js';

interface Found {
  readonly sheet: string;
  readonly line: number;
  readonly column: string;
  readonly title: string;
  readonly what: string;
}

interface Answer {
  readonly hash: string;
  readonly applied: boolean;
  readonly added: Readonly<Record<string, number>>;
  readonly unchanged: number;
  readonly findings: readonly Found[];
  readonly warnings: readonly Found[];
}

export const importOfficeCommand: CliCommand = {
  name: 'import-office',
  usage: `<office.xlsx | units.csv people.csv …> [--dry-run | --apply <hash>] ${SERVER_USAGE}`,
  summary: 'enters the units, people, posts and mailboxes of an office from its lists: first what would be, then with its hash',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...SERVER_OPTIONS, 'dry-run': { type: 'boolean', default: false }, apply: { type: 'string' } },
    });
    if (positionals.length === 0) throw new UsageError('Name the XLSX file, or the CSV files units.csv, people.csv, posts.csv, mailboxes.csv.');
    if (values['dry-run'] && values.apply !== undefined) throw new UsageError('Choose one of --dry-run and --apply.');
    const files = await Promise.all(positionals.map(async (path) => ({ name: basename(path), content: await readFile(path) })));
    const path = values.apply === undefined ? 'office-imports' : `office-imports?reviewed=${encodeURIComponent(values.apply)}`;
    const answer = await withServer(values, (server) => server.postFiles<Answer>(path, files));
    print(values.json ? JSON.stringify(answer) : inWords(answer));
    if (answer.findings.length > 0) process.exitCode = 1;
  },
};

function inWords({ hash, applied, added, unchanged, findings, warnings }: Answer): string {
  const counts = Object.entries(added).map(([sheet, count]) => `${count} ${sheet}`);
  const lines = (found: readonly Found[]) => table(['sheet', 'row', 'column', 'title', 'what'], found.map(({ sheet, line, column, title, what }) => [sheet, String(line), column, title, what]));
  return [
    `${applied ? 'Entered' : 'Would be entered'}: ${counts.join(', ')}; there already: ${unchanged}.`,
    ...(findings.length > 0 ? ['', 'Wrong, so nothing is entered:', lines(findings)] : []),
    ...(warnings.length > 0 ? ['', 'To be looked at:', lines(warnings)] : []),
    ...(applied || findings.length > 0 ? [] : ['', `To enter exactly this: --apply ${hash}`]),
  ].join('\n');
}

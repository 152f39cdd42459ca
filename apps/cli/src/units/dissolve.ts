import type { Dissolution } from '#directory';
import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { print } from '../cli-command.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

export const dissolveVerb: CliVerb = {
  name: 'dissolve',
  usage: '<code> --last-day <YYYY-MM-DD> [--successor <code>] [--dry-run]',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...SERVER_OPTIONS,
        'last-day': { type: 'string' },
        successor: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    const code = needed(positionals[0], 'the code of the unit');
    const lastDay = needed(values['last-day'], '--last-day <YYYY-MM-DD>');
    const asked = { lastDay, successor: values.successor, dryRun: values['dry-run'] };
    const done = await withServer(values, (server) => server.post<Dissolution>(`units/${encodeURIComponent(code)}/dissolution`, asked));
    print(values.json ? JSON.stringify(done) : inWords(done, asked.dryRun));
  },
};

function inWords({ code, lastDay, successor, posts, work }: Dissolution, dryRun: boolean): string {
  const heading = dryRun ? `${code} would end on ${lastDay}` : `${code} ends on ${lastDay}`;
  const moved = work.flatMap(({ kind, count, items }) => [
    ...items.map(({ id, label }) => [kind, id, label]),
    ...(count > items.length ? [[kind, '', `and ${count - items.length} more`]] : []),
  ]);
  return [
    `${heading}; ${successor === null ? 'it leaves no work' : `its work goes to ${successor}`}.`,
    `Posts that end: ${posts.map(({ login }) => login).join(', ') || 'none'}`,
    ...(moved.length === 0 ? [] : ['', table(['what', 'id', 'label'], moved)]),
  ].join('\n');
}

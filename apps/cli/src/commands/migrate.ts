import type { Finding } from '#foundation';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import type { Server } from '../server/server.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, SERVER_USAGE, withServer } from '../server/with-server.js';

interface InstanceMigration {
  readonly instanceId: string;
  readonly outcome: 'migrated' | 'possible' | 'refused';
  readonly findings: readonly Finding[];
}

interface Report {
  readonly plan: object;
  readonly items: readonly InstanceMigration[];
  readonly next: string | null;
}

/** Instances in one request; the next one follows until all are done. */
const BATCH = 100;

export const migrateCommand: CliCommand = {
  name: 'migrate',
  usage: `--from <key>:<version> --to <key>:<version> [--plan <file>] [--instance <id>]… [--with-called] [--dry-run] ${SERVER_USAGE}`,
  summary:
    'takes running cases of a server to another version of their process; --plan is JSON as in docs/openapi.json, ' +
    'without it elements with equal ids follow one another; --dry-run changes nothing and prints the plan; ends with 1 where an instance was refused',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...SERVER_OPTIONS,
        from: { type: 'string' },
        to: { type: 'string' },
        plan: { type: 'string' },
        instance: { type: 'string', multiple: true },
        'with-called': { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    const { from, to } = values;
    if (from === undefined || to === undefined) throw new UsageError('Give both: --from <key>:<version> --to <key>:<version>.');
    const plan = values.plan === undefined ? undefined : await readPlan(values.plan);
    const report = await withServer(values, async (server) =>
      migrateAll(server, {
        from: await definitionId(server, from),
        to: await definitionId(server, to),
        plan,
        instanceIds: values.instance,
        withCalled: values['with-called'],
        dryRun: values['dry-run'],
        limit: BATCH,
      }),
    );
    if (values.json) print(JSON.stringify(report));
    else {
      // As a plan file, to be kept, changed and given to --plan.
      if (values['dry-run']) print(`plan: ${JSON.stringify(report.plan, undefined, 2)}\n`);
      print(inWords(report.items));
    }
    if (report.items.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1;
  },
};

async function migrateAll(server: Server, request: object): Promise<Pick<Report, 'plan' | 'items'>> {
  const items: InstanceMigration[] = [];
  for (let after: string | undefined; ; ) {
    const report = await server.post<Report>('migrations', { ...request, after });
    items.push(...report.items);
    if (report.next === null) return { plan: report.plan, items };
    after = report.next;
  }
}

async function definitionId(server: Server, name: string): Promise<string> {
  const [, key, version] = /^(.+):(\d+)$/.exec(name) ?? [];
  if (key === undefined) throw new UsageError(`"${name}" is no version of a process, such as incoming-document:2.`);
  const query = { key, allVersions: 'true' };
  const { items } = await server.list<{ id: string; version: number }>('process-definitions', query, Infinity);
  const found = items.find((definition) => String(definition.version) === version);
  if (found === undefined) throw new UsageError(`The server has no ${name}.`);
  return found.id;
}

async function readPlan(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`The plan ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function inWords(items: readonly InstanceMigration[]): string {
  const rows = items.flatMap(({ instanceId, outcome, findings }) =>
    findings.length === 0
      ? [[instanceId, outcome, '']]
      : findings.map(({ where, what, mend }) => [instanceId, outcome, `${where}: ${what}${mend === undefined ? '' : ` – ${mend}`}`]),
  );
  const refused = items.filter(({ outcome }) => outcome === 'refused').length;
  return `${table(['instance', 'outcome', 'why'], rows)}\n\n${items.length - refused} of ${items.length} instance(s), ${refused} refused.`;
}

import type { Finding } from '#foundation';
import { print, UsageError } from '../cli-command.js';
import type { Server } from '../server/server.js';
import { firstLine, table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import { FILTER_OPTIONS, FILTER_USAGE, toFilter } from './job-filter.js';

/** Options of the verbs that do something to failed jobs, for `parseArgs`. */
export const CHANGE_OPTIONS = { ...SERVER_OPTIONS, ...FILTER_OPTIONS, all: { type: 'boolean', default: false } } as const;
export const CHANGE_USAGE = `<id> … | ${FILTER_USAGE} | --all`;

/** What came of one job, as the server tells. */
export interface ChangedJob {
  readonly jobId: string;
  readonly outcome: string;
  /** Of one that failed again. */
  readonly error?: { readonly message: string } | null;
  readonly dueAt?: string | null;
  readonly instance?: { readonly id: string; readonly status: string } | null;
  /** Why it was refused, or why nobody knows. */
  readonly findings?: readonly Finding[];
}

/** Jobs in one request; the next one follows until all are done. */
const BATCH = 100;
/** These end the program with 1. */
const BAD_OUTCOMES: ReadonlySet<string> = new Set(['refused', 'unknown', 'failed', 'retrying']);

/**
 * Does one thing to failed jobs, named by their ids or by what they have in common, and prints what came of each; ends with
 * 1 where one was refused, has failed again, or may not have been done.
 * @param values those of {@link CHANGE_OPTIONS} as they were given
 * @throws UsageError where it is not clear which jobs are meant
 */
export async function changeJobs(
  verb: 'retry' | 'resolve' | 'cancel',
  values: Parameters<typeof toFilter>[0] & Parameters<typeof withServer>[0] & { readonly all: boolean; readonly json: boolean },
  ids: readonly string[],
  how: object,
): Promise<void> {
  const filter = toFilter(values);
  const names = Object.keys(filter).filter((name) => name !== 'status');
  const ways = [ids.length > 0, values.all, names.length > 0].filter(Boolean).length;
  if (ways !== 1) throw new UsageError('Give either ids, or what the jobs have in common, or --all.');
  const items = await withServer(values, (server) => changeAll(server, `jobs/${verb}`, ids, filter, how));
  if (values.json) print(JSON.stringify(items));
  else {
    const good = items.filter(({ outcome }) => !BAD_OUTCOMES.has(outcome)).length;
    print(`${table(['job', 'outcome', 'instance', 'next', 'why'], items.map(cells))}\n\n${verb}: ${good} of ${items.length} job(s).`);
  }
  if (items.some(({ outcome }) => BAD_OUTCOMES.has(outcome))) process.exitCode = 1;
}

async function changeAll(
  server: Server,
  path: string,
  ids: readonly string[],
  filter: object,
  how: object,
): Promise<ChangedJob[]> {
  const items: ChangedJob[] = [];
  const change = async (selection: object) => {
    const answer = await server.post<{ items: ChangedJob[]; next: string | null }>(path, { ...selection, ...how });
    items.push(...answer.items);
    return answer.next ?? undefined;
  };
  if (ids.length > 0) {
    for (let from = 0; from < ids.length; from += BATCH) await change({ ids: ids.slice(from, from + BATCH) });
    return items;
  }
  let after: string | undefined;
  do after = await change({ ...filter, limit: BATCH, after });
  while (after !== undefined);
  return items;
}

function cells({ jobId, outcome, error, dueAt, instance, findings = [] }: ChangedJob): string[] {
  const why = error ? firstLine(error.message) : findings.map(({ what, mend }) => [what, mend].filter(Boolean).join('. ')).join('; ');
  return [jobId, outcome, instance ? `${instance.id} ${instance.status}` : '', dueAt ?? '', why];
}

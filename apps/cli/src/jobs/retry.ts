import type { Finding } from '#foundation';
import { parseArgs } from 'node:util';
import { print, UsageError } from '../cli-command.js';
import type { Server } from '../server/server.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import { FILTER_OPTIONS, toFilter } from './job-filter.js';

interface JobRetry {
  readonly jobId: string;
  readonly outcome: 'retried' | 'refused';
  readonly findings: readonly Finding[];
}

/** Jobs in one request; the next one follows until all are done. */
const BATCH = 100;

/** Retries failed jobs by id or by what they have in common; ends with 1 where one was refused. */
export async function retryJobs(args: string[]): Promise<void> {
  const { values, positionals: ids } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...SERVER_OPTIONS, ...FILTER_OPTIONS, all: { type: 'boolean', default: false } },
  });
  const filter = toFilter(values);
  const ways = [ids.length > 0, values.all, Object.keys(filter).length > 0].filter(Boolean).length;
  if (ways !== 1) throw new UsageError('Give either ids, or --instance, --definition or --topic, or --all.');
  const items = await withServer(values, (server) => retryAll(server, ids, filter));
  if (values.json) print(JSON.stringify(items));
  else {
    const refused = items.filter(({ outcome }) => outcome === 'refused').length;
    const rows = items.map(({ jobId, outcome, findings }) => [jobId, outcome, findings.map(({ what }) => what).join('; ')]);
    print(`${table(['job', 'outcome', 'why'], rows)}\n\n${items.length - refused} of ${items.length} job(s) begin again.`);
  }
  if (items.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1;
}

async function retryAll(server: Server, ids: readonly string[], filter: object): Promise<JobRetry[]> {
  const items: JobRetry[] = [];
  const retry = async (request: object) => {
    const answer = await server.post<{ items: JobRetry[]; next: string | null }>('jobs/retry', request);
    items.push(...answer.items);
    return answer.next ?? undefined;
  };
  if (ids.length > 0) {
    for (let from = 0; from < ids.length; from += BATCH) await retry({ ids: ids.slice(from, from + BATCH) });
    return items;
  }
  let after: string | undefined;
  do after = await retry({ ...filter, limit: BATCH, after });
  while (after !== undefined);
  return items;
}

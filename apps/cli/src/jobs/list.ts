import { parseArgs } from 'node:util';
import { print } from '../cli-command.js';
import { mostOf, PAGE_OPTIONS, tellNext } from '../server/paging.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import { type FailedJob, JOB_HEADINGS, jobCells } from './failed-job.js';
import { FILTER_OPTIONS, toFilter } from './job-filter.js';

/** Lists the jobs of a server that are out of attempts, oldest first. */
export async function listJobs(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { ...SERVER_OPTIONS, ...PAGE_OPTIONS, ...FILTER_OPTIONS } });
  const [query, most] = [{ ...toFilter(values), after: values.after }, mostOf(values)];
  const { items, next } = await withServer(values, (server) => server.list<FailedJob>('jobs', query, most));
  print(values.json ? JSON.stringify(items) : table(JOB_HEADINGS, items.map(jobCells)));
  tellNext(next);
}

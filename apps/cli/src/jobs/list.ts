import { parseArgs } from 'node:util';
import { print } from '../cli-command.js';
import { mostOf, PAGE_OPTIONS, tellNext } from '../server/paging.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import { type FailedJob, JOB_HEADINGS, jobCells } from './failed-job.js';
import { FILTER_OPTIONS, FILTER_USAGE, toFilter } from './job-filter.js';
import type { CliVerb } from '../verb-command.js';

/** Oldest first. */
export const listVerb: CliVerb = {
  name: 'list',
  usage: `${FILTER_USAGE} [--limit <n>] [--after <next>]`,
  async run(args) {
    const { values } = parseArgs({ args, options: { ...SERVER_OPTIONS, ...PAGE_OPTIONS, ...FILTER_OPTIONS } });
    const [query, most] = [{ ...toFilter(values), after: values.after }, mostOf(values)];
    const { items, next } = await withServer(values, (server) => server.list<FailedJob>('jobs', query, most));
    print(values.json ? JSON.stringify(items) : table(JOB_HEADINGS, items.map(jobCells)));
    tellNext(next);
  },
};

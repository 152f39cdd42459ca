import { type CliCommand, UsageError } from '../cli-command.js';
import { FILTER_USAGE } from '../jobs/job-filter.js';
import { listJobs } from '../jobs/list.js';
import { retryJobs } from '../jobs/retry.js';
import { SERVER_USAGE } from '../server/with-server.js';

export const jobsCommand: CliCommand = {
  name: 'jobs',
  usage:
    `<verb> … ${SERVER_USAGE}\n      list ${FILTER_USAGE} [--limit <n>] [--after <next>]\n` +
    `      retry <id> … | ${FILTER_USAGE} | --all     ends with 1 where a job was refused`,
  summary: 'lists the failed jobs of a server and lets them begin again',
  async run([verb, ...args]) {
    if (verb === 'list') await listJobs(args);
    else if (verb === 'retry') await retryJobs(args);
    else throw new UsageError('Name one of: list, retry.');
  },
};

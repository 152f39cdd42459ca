import { type CliCommand, UsageError } from '../cli-command.js';
import { cancelVerb } from '../jobs/cancel.js';
import type { JobVerb } from '../jobs/job-verb.js';
import { listVerb } from '../jobs/list.js';
import { resolveVerb } from '../jobs/resolve.js';
import { retryVerb } from '../jobs/retry.js';
import { showVerb } from '../jobs/show.js';
import { SERVER_USAGE } from '../server/with-server.js';

const verbs: readonly JobVerb[] = [listVerb, showVerb, retryVerb, resolveVerb, cancelVerb];

export const jobsCommand: CliCommand = {
  name: 'jobs',
  usage:
    `<verb> … ${SERVER_USAGE}\n${verbs.map(({ name, usage }) => `      ${name} ${usage}`).join('\n')}\n` +
    `    retry, resolve and cancel end with 1 where a job was refused, or has failed again`,
  summary: 'looks at the failed jobs of a server, lets them begin again, resolves or cancels them',
  async run([name, ...args]) {
    const verb = verbs.find((candidate) => candidate.name === name);
    if (verb === undefined) throw new UsageError(`Name one of: ${verbs.map((known) => known.name).join(', ')}.`);
    await verb.run(args);
  },
};

import { cancelVerb } from '../jobs/cancel.js';
import { listVerb } from '../jobs/list.js';
import { resolveVerb } from '../jobs/resolve.js';
import { retryVerb } from '../jobs/retry.js';
import { showVerb } from '../jobs/show.js';
import { verbCommand } from '../verb-command.js';

export const jobsCommand = verbCommand(
  {
    name: 'jobs',
    summary: 'looks at the failed jobs of a server, lets them begin again, resolves or cancels them',
    exit: 'retry, resolve and cancel end with 1 where a job was refused, or has failed again',
  },
  [listVerb, showVerb, retryVerb, resolveVerb, cancelVerb],
);

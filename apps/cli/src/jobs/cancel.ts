import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { CHANGE_OPTIONS, CHANGE_USAGE, changeJobs } from './change-jobs.js';
import type { JobVerb } from './job-verb.js';

export const cancelVerb: JobVerb = {
  name: 'cancel',
  usage: `${CHANGE_USAGE} --reason <text>`,
  async run(args) {
    const { values, positionals: ids } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...CHANGE_OPTIONS, reason: { type: 'string' } },
    });
    await changeJobs('cancel', values, ids, { reason: needed(values.reason, 'why, by --reason') });
  },
};

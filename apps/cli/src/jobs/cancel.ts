import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { CHANGE_OPTIONS, CHANGE_USAGE, changeJobs } from './change-jobs.js';
import type { CliVerb } from '../verb-command.js';

export const cancelVerb: CliVerb = {
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

import { parseArgs } from 'node:util';
import { needed, toVariables } from '../arguments.js';
import { CHANGE_OPTIONS, CHANGE_USAGE, changeJobs } from './change-jobs.js';
import type { CliVerb } from '../verb-command.js';

export const resolveVerb: CliVerb = {
  name: 'resolve',
  usage: `${CHANGE_USAGE} --reason <text> [--output <name>=<value> …]`,
  async run(args) {
    const { values, positionals: ids } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...CHANGE_OPTIONS, reason: { type: 'string' }, output: { type: 'string', multiple: true, default: [] } },
    });
    const reason = needed(values.reason, 'why, by --reason');
    await changeJobs('resolve', values, ids, { reason, output: toVariables(values.output) });
  },
};

import { parseArgs } from 'node:util';
import { toVariables } from '../arguments.js';
import { UsageError } from '../cli-command.js';
import { CHANGE_OPTIONS, CHANGE_USAGE, changeJobs } from './change-jobs.js';
import type { CliVerb } from '../verb-command.js';

export const retryVerb: CliVerb = {
  name: 'retry',
  usage: `${CHANGE_USAGE} [--set <name>=<value> …] [--scope process|activity] [--wait <seconds>]`,
  async run(args) {
    const { values, positionals: ids } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...CHANGE_OPTIONS,
        set: { type: 'string', multiple: true, default: [] },
        scope: { type: 'string' },
        wait: { type: 'string', default: '0' },
      },
    });
    const wait = Number(values.wait);
    if (!(wait >= 0 && wait <= 30)) throw new UsageError(`"${values.wait}" is no number of seconds from 0 to 30 for --wait.`);
    const { scope } = values;
    await changeJobs('retry', values, ids, {
      wait,
      ...(values.set.length > 0 && { variables: toVariables(values.set) }),
      ...(scope !== undefined && { scope }),
    });
  },
};

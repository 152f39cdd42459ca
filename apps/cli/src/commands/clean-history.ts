import { newId } from '#foundation';
import { type CleanedProcess, cleanHistory } from '#runtime';
import { parseArgs } from 'node:util';
import { type CliCommand, print } from '../cli-command.js';
import { table } from '../server/table.js';
import { withOffice } from '../with-office.js';

export const cleanHistoryCommand: CliCommand = {
  name: 'clean-history',
  usage: '[--dry-run] [--json]',
  summary: 'deletes ended cases that were kept long enough (every worker does so each hour); --dry-run only tells which',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: { 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    });
    const dryRun = values['dry-run'];
    const { processes } = await withOffice(async ({ executor, database, definitions, logger, configuration }) => {
      const tools = { executor, database, definitions, logger, timeToLive: configuration.HISTORY_TIME_TO_LIVE };
      return cleanHistory(tools, { actor: 'system:cli', requestId: newId() }, { dryRun });
    });
    if (values.json) print(JSON.stringify(processes));
    else if (processes.length === 0) print('No ended case has been kept longer than it must be.');
    else print(table(['process', 'kept for', dryRun ? 'would go' : 'deleted', 'instances', 'stay'], processes.map(cells)));
  },
};

function cells({ key, version, timeToLive, cases, instances, kept }: CleanedProcess): string[] {
  const reasons = Object.entries(kept).map(([reason, count]) => `${count} ${reason}`);
  return [`${key}:${version}`, timeToLive, `${cases}`, `${instances}`, reasons.join(', ')];
}

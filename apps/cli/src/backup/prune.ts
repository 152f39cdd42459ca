import { pruneBackups } from '#backup';
import { parseArgs } from 'node:util';
import { print, UsageError } from '../cli-command.js';
import type { CliVerb } from '../verb-command.js';
import { withBackups } from './with-backups.js';

export const pruneVerb: CliVerb = {
  name: 'prune',
  usage: '[--keep <number>]',
  async run(args) {
    const { values } = parseArgs({ args, options: { keep: { type: 'string' } } });
    const given = values.keep === undefined ? undefined : Number(values.keep);
    if (given !== undefined && (!Number.isInteger(given) || given < 1)) throw new UsageError('--keep takes a number from 1.');
    const removed = await withBackups((tools) => pruneBackups(tools, { keep: given ?? tools.keep }));
    for (const name of removed) print(`removed  ${name}`);
    print(`${removed.length} backups removed.`);
  },
};

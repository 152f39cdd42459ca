import { describeBackup, listBackups } from '#backup';
import { parseArgs } from 'node:util';
import { print } from '../cli-command.js';
import type { CliVerb } from '../verb-command.js';
import { withBackups } from './with-backups.js';

export const listVerb: CliVerb = {
  name: 'list',
  usage: '[--json]',
  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
    const backups = await withBackups(listBackups);
    if (values.json) print(JSON.stringify(backups));
    else if (backups.length === 0) print('There are no backups.');
    else for (const backup of backups) print(describeBackup(backup));
  },
};

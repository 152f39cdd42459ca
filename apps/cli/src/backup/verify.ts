import { listBackups, verifyBackup } from '#backup';
import { print, UsageError } from '../cli-command.js';
import type { CliVerb } from '../verb-command.js';
import { progressLine, withBackups } from './with-backups.js';

export const verifyVerb: CliVerb = {
  name: 'verify',
  usage: '[<name>]',
  async run([given]) {
    await withBackups(async (tools) => {
      const name = given ?? (await listBackups(tools))[0]?.name;
      if (name === undefined) throw new UsageError('There is no backup yet. Make one: backup create');
      const { tables } = await verifyBackup(tools, name, { logger: tools.logger, onProgress: progressLine() });
      print(`${name} is whole: ${tables.length} tables came out as they went in.`);
    });
  },
};

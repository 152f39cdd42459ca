import { listBackups, verifyBackup } from '#backup';
import { parseArgs } from 'node:util';
import { print, UsageError } from '../cli-command.js';
import type { CliVerb } from '../verb-command.js';
import { progressLine, withBackups } from './with-backups.js';

export const verifyVerb: CliVerb = {
  name: 'verify',
  usage: '[<name>] [--accept-loss <upload>]…',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { 'accept-loss': { type: 'string', multiple: true, default: [] } } });
    await withBackups(async (tools) => {
      const name = positionals[0] ?? (await listBackups(tools))[0]?.name;
      if (name === undefined) throw new UsageError('There is no backup yet. Make one: backup create');
      const { tables, files, lost } = await verifyBackup(tools, name, { logger: tools.logger, onProgress: progressLine(), acceptedLosses: values['accept-loss'] });
      print(`${name} is whole: ${tables.length} tables and ${files.length} uploads came out as they went in.`);
      if (lost.length > 0) print(`${lost.length} uploads that the file storage had lost are not in it, which was accepted.`);
    });
  },
};

import { acceptLosses, listBackups, verifyBackup } from '#backup';
import { newId } from '#foundation';
import { parseArgs } from 'node:util';
import { print, UsageError } from '../cli-command.js';
import type { CliVerb } from '../verb-command.js';
import { withOffice } from '../with-office.js';
import { machineUser, recorded } from './record.js';
import { progressLine, withBackups } from './with-backups.js';

export const verifyVerb: CliVerb = {
  name: 'verify',
  usage: '[<name>] [--accept-loss <upload>]…',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { 'accept-loss': { type: 'string', multiple: true, default: [] } } });
    await withBackups(async (tools) => {
      const name = positionals[0] ?? (await listBackups(tools))[0]?.name;
      if (name === undefined) throw new UsageError('There is no backup yet. Make one: backup create');
      const about = async () => ({ folder: name, manifest: (await listBackups(tools)).find((backup) => backup.name === name)?.manifest });
      const { manifest } = await recorded({ tools, command: 'verify', about }, async () => ({
        name,
        manifest: await verifyBackup(tools, name, { logger: tools.logger, onProgress: progressLine(), acceptedLosses: values['accept-loss'] }),
      }));
      const { tables, files, lost, absent, spoilt } = manifest;
      print(`${name} is whole: ${tables.length} tables and ${files.length} uploads came out as they went in.`);
      const gone = new Set([...lost.map(({ key }) => key), ...absent, ...spoilt]);
      const accepted = values['accept-loss'].filter((key) => gone.has(key));
      if (accepted.length > 0) await keep(accepted);
      if (lost.length > 0) print(`${lost.length} uploads that the file storage had lost are not in it, which was accepted.`);
    });
  },
};

/** Who of the machine has said so is kept: later backups pass without. */
function keep(keys: readonly string[]): Promise<void> {
  return withOffice(({ executor }) => executor.execute(acceptLosses, { keys, by: machineUser() }, { actor: 'system:cli', requestId: newId() }));
}

import { parseArgs } from 'node:util';
import { type CliCommand, print } from '../cli-command.js';
import { withOffice } from '../with-office.js';

export const deployCommand: CliCommand = {
  name: 'deploy',
  usage: '[folder]',
  summary: 'deploys the processes of a folder (PROCESSES_DIR by default), all or none',
  async run(args) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
    await withOffice(async (office) => {
      const { definitions, warnings } = await office.deploy(positionals[0] ?? office.configuration.PROCESSES_DIR);
      for (const { key, version, unchanged } of definitions)
        print(`${key} version ${version}${unchanged ? ' (unchanged)' : ''}`);
      for (const { where, what, mend } of warnings)
        print(`warning: ${where}: ${what}${mend === undefined ? '' : ` – ${mend}`}`);
    });
  },
};

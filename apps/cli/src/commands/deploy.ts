import { type DeploymentResult, readProcessFolder } from '#runtime';
import { parseArgs } from 'node:util';
import { type CliCommand, print } from '../cli-command.js';
import { chosenUrl, SERVER_OPTIONS, SERVER_USAGE, withServer } from '../server/with-server.js';
import { withOffice } from '../with-office.js';

export const deployCommand: CliCommand = {
  name: 'deploy',
  usage: `[folder] ${SERVER_USAGE}`,
  summary:
    'deploys the processes of a folder (PROCESSES_DIR by default), all or none: to the server of --url or CONGVAN_URL, ' +
    'else straight into the database',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: SERVER_OPTIONS });
    const deploy = chosenUrl(values) === undefined ? deployToDatabase : deployToServer;
    const result = await deploy(positionals[0], values);
    if (values.json) return print(JSON.stringify(result));
    for (const { key, version, unchanged } of result.definitions) {
      print(`${key} version ${version}${unchanged ? ' (unchanged)' : ''}`);
    }
    for (const { where, what, mend } of result.warnings) {
      print(`warning: ${where}: ${what}${mend === undefined ? '' : ` – ${mend}`}`);
    }
  },
};

function deployToDatabase(folder: string | undefined): Promise<DeploymentResult> {
  return withOffice((office) => office.deploy(folder ?? office.configuration.PROCESSES_DIR));
}

async function deployToServer(
  folder: string | undefined,
  choice: { readonly url?: string; readonly login?: string },
): Promise<DeploymentResult> {
  const resources = await readProcessFolder(folder ?? (process.env['PROCESSES_DIR'] || 'processes'));
  const files = resources.map(({ name, content }) => ({ name, content: Uint8Array.from(content) }));
  return withServer(choice, (server) => server.postFiles<DeploymentResult>('deployments', files));
}

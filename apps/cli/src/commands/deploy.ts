import { DeploymentRefusedError, type DeploymentResource, type DeploymentResult, readDeployment, readProcessFolder } from '#runtime';
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { designerSettings } from '../designer-settings.js';
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

/** What the files alone can tell is refused first: an embedded database is not created for a folder that is no good. */
async function deployToDatabase(named: string | undefined): Promise<DeploymentResult> {
  const folder = named ?? designerSettings().PROCESSES_DIR;
  const { errors: findings } = await readDeployment(await read(folder));
  if (findings.length > 0) {
    throw new DeploymentRefusedError(`${folder} has ${findings.length} finding(s); nothing was deployed.`, { findings });
  }
  return withOffice((office) => office.deploy(folder));
}

async function deployToServer(
  named: string | undefined,
  choice: { readonly url?: string; readonly login?: string },
): Promise<DeploymentResult> {
  const resources = await read(named ?? designerSettings().PROCESSES_DIR);
  const files = resources.map(({ name, content }) => ({ name, content: Uint8Array.from(content) }));
  return withServer(choice, (server) => server.postFiles<DeploymentResult>('deployments', files));
}

/** @throws UsageError where there is nothing to deploy. */
async function read(folder: string): Promise<DeploymentResource[]> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new UsageError(`There is no folder ${folder}.`);
  const resources = await readProcessFolder(folder);
  if (resources.length === 0) throw new UsageError(`There is no .bpmn, .dmn or .form file in ${folder}.`);
  return resources;
}

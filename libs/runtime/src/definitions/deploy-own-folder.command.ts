import { createHash } from 'node:crypto';
import type { Command } from '../executor/command.js';
import { deployProcesses } from './deploy-processes.command.js';
import type { DeploymentResource } from './read-process-folder.js';

/**
 * Deploys the folder that comes with the program, at its start. What was deployed before, as whichever version, makes no
 * new one: what a designer has deployed since stays, until the program itself brings something new. A folder that was
 * deployed once as it is need not even be read: it would take most of a start.
 * @throws DeploymentRefusedError with every finding of every file at once.
 */
export const deployOwnFolder: Command<{ readonly resources: readonly DeploymentResource[] }, void> = {
  name: 'runtime.deploy-own-folder',
  // What is new of it is audited by the deployment.
  audited: false,

  async run(context, { resources }) {
    const checksum = checksumOf(resources);
    const known = await context.tx.query('select from deployed_folder where checksum = $1', [checksum]);
    if (known.length > 0) return;
    await context.run(deployProcesses, { resources, onlyNew: true });
    // Another start may have been first.
    await context.tx.execute('insert into deployed_folder (checksum, deployed_at) values ($1, $2) on conflict do nothing', [checksum, context.now]);
  },
};

function checksumOf(resources: readonly DeploymentResource[]): string {
  const hash = createHash('sha256');
  for (const { name, content } of resources) hash.update(`${name}\n${content.byteLength}\n`).update(content);
  return hash.digest('hex');
}

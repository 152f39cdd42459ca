import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** One file of a deployment. Files of one process share a folder: `incoming-document/forms/instruction.form`. */
export interface DeploymentResource {
  /** Path inside the deployment, with `/`. */
  readonly name: string;
  readonly content: Buffer;
}

const DEPLOYED = /\.(bpmn|dmn|form)$/;

/** Reads the BPMN files, decisions and forms below a folder such as `processes/`, in a stable order. */
export async function readProcessFolder(folder: string): Promise<DeploymentResource[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile() && DEPLOYED.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.sort().map(async (path) => ({
      name: relative(folder, path).split(sep).join('/'),
      content: await readFile(path),
    })),
  );
}

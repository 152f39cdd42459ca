import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type DeploymentResource, readProcessFolder } from '#runtime';

export type ReadFile = DeploymentResource;

/** Folders beside a BPMN file in which its forms and decisions lie, besides its own. */
const BESIDE = ['.', 'forms', 'decisions'];

/** Every BPMN file, form and decision below a folder. */
export const filesOfFolder = readProcessFolder;

/**
 * A file, then the forms and decisions that a deployment would find beside it. Names are relative to its folder, which
 * may hold any number of other models: those are not read.
 */
export async function filesBeside(path: string): Promise<[ReadFile, ...ReadFile[]]> {
  const folder = dirname(path);
  const name = basename(path);
  const listed = await Promise.all(
    BESIDE.map(async (part) => (await readdir(join(folder, part)).catch(() => [])).map((each) => join(part, each))),
  );
  const names = listed.flat().filter((each) => /\.(form|dmn)$/.test(each) && each !== name);
  const file = { name, content: await readFile(path) };
  const beside = await Promise.all(
    names.sort().map(async (each) => ({ name: each, content: await readFile(join(folder, each)) })),
  );
  return [file, ...beside];
}

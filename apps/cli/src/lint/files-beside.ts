import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DeploymentResource } from '#runtime';

/** Folders beside a BPMN file in which its forms and decisions lie, besides its own. */
const BESIDE = ['.', 'forms', 'decisions'];

/**
 * A file, then the forms and decisions that a deployment would find beside it. Names are relative to its folder, which
 * may hold any number of other models: those are not read.
 */
export async function filesBeside(path: string): Promise<[DeploymentResource, ...DeploymentResource[]]> {
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

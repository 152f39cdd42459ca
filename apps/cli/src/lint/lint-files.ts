import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { processKeys } from '#bpmn';
import type { Finding } from '#foundation';
import { callCycles, canBeCalled, type ReadDeployment, readDeployment, readProcessFolder } from '#runtime';
import { UsageError } from '../cli-command.js';
import { filesBeside } from './files-beside.js';
import { unresolvedReferences } from './unresolved-references.js';

/** One thing that is wrong or doubtful; `where` is `file:element` with the file as it was named. */
export interface FileFinding extends Finding {
  readonly severity: 'error' | 'warning';
}

/** What was asked for by one argument: a folder with all in it, or a file with the forms and decisions beside it. */
interface Asked {
  /** In front of all names in `read`. */
  readonly folder: string;
  /** Only findings of this file count. */
  readonly file?: string;
  readonly read: ReadDeployment;
}

/**
 * All that would keep the files from being deployed, or is worth a second look. No office is asked, so what depends on
 * one (logins, units, processes that only lie on a server) is taken as it stands.
 *
 * @param paths files or folders. @param officeFolder the office's own processes, which the files may call.
 * @throws UsageError when a path is not there.
 */
export async function lintFiles(paths: readonly string[], officeFolder: string): Promise<FileFinding[]> {
  const asked = await Promise.all(paths.map(read));
  const reads = asked.map((each) => each.read);
  const all = reads.flatMap(({ processes }) => processes);
  const known = {
    processes: new Set([...all.map(({ graph }) => graph.key), ...(await keysOf(officeFolder))]),
    uncallable: new Set(all.flatMap(({ graph }) => (canBeCalled(graph) ? [] : [graph.key]))),
    decisions: new Set(reads.flatMap(({ decisions }) => decisions.map(({ key }) => key))),
  };
  return asked.flatMap(({ folder, file, read: { processes, errors, warnings } }) => {
    const cycles = callCycles(processes, all);
    const grave = [...errors, ...unresolvedReferences(processes, known), ...cycles.errors];
    return [
      ...grave.map((finding) => ({ ...finding, severity: 'error' as const })),
      ...[...warnings, ...cycles.warnings].map((finding) => ({ ...finding, severity: 'warning' as const })),
    ]
      .filter(({ where }) => file === undefined || where === file || where.startsWith(`${file}:`))
      .map((finding): FileFinding => ({ ...finding, where: join(folder, finding.where) }));
  });
}

async function read(path: string): Promise<Asked> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new UsageError(`There is no file or folder ${path}.`);
  if (found.isDirectory()) return { folder: path, read: await readDeployment(await readProcessFolder(path)) };
  const folder = dirname(path);
  const [file, ...beside] = await filesBeside(path);
  return { folder, file: file.name, read: await readDeployment([file, ...beside]) };
}

/** Keys of the processes of a folder; none where there is no such folder. */
async function keysOf(folder: string): Promise<string[]> {
  const files = await readProcessFolder(folder).catch(() => []);
  const keys = files
    .filter(({ name }) => name.endsWith('.bpmn'))
    .map(async ({ content }) => (await processKeys(content).catch(() => [])).map(({ key }) => key));
  return (await Promise.all(keys)).flat();
}

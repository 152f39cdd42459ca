import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UnusableRehearsalError } from '../errors.js';
import { loadScripts } from '../model/load-scripts.js';
import { type ModelFile, modelOf, readModelFile } from '../model/read-model.js';
import { type Coverage, coverageOf } from './coverage.js';
import { readScenarios } from './read-scenarios.js';
import { runScenario, type ScenarioResult } from './run-scenario.js';

/** What the scenarios of one process folder have come to. */
export interface ProcessResult {
  /** Name of the folder. */
  readonly folder: string;
  readonly results: readonly ScenarioResult[];
  /** Of each process of the folder. */
  readonly coverage: readonly Coverage[];
}

/**
 * Plays the scenarios (`<folder>/scenarios/*.yaml`) of process folders, each process together with all the others.
 *
 * @param root folder of the process folders, such as `processes`.
 * @param folders names of those to test; empty: all that hold a BPMN file.
 * @param options.zone IANA zone of dates without one.
 * @throws UnusableRehearsalError when a folder is not there or a scenario cannot be read.
 * @throws UnusableBpmnFileError when a process cannot be compiled.
 */
export async function testProcesses(
  root: string,
  folders: readonly string[],
  { zone }: { zone: string },
): Promise<ProcessResult[]> {
  const all = await readProcessFolders(root);
  const unknown = folders.filter((folder) => !all.has(folder));
  if (unknown.length > 0) {
    const mend = `There are: ${[...all.keys()].join(', ')}.`;
    throw new UnusableRehearsalError(
      root,
      unknown.map((folder) => ({ where: join(root, folder), what: 'is no process folder.', mend })),
    );
  }
  const tested = folders.length > 0 ? folders : [...all.keys()];
  const results: ProcessResult[] = [];
  for (const folder of tested) results.push(await testFolder(root, folder, all, zone));
  return results;
}

async function testFolder(
  root: string,
  folder: string,
  all: ReadonlyMap<string, readonly ModelFile[]>,
  zone: string,
): Promise<ProcessResult> {
  const own = all.get(folder) ?? [];
  const others = [...all].flatMap(([name, files]) => (name === folder ? [] : files));
  const results: ScenarioResult[] = [];
  for (const file of await filesIn(join(root, folder, 'scenarios'), /\.ya?ml$/)) {
    for (const scenario of readScenarios(await readFile(file, 'utf8'), { file, zone }).scenarios) {
      const [first, ...rest] = withProcessFirst(own, scenario.process);
      if (first === undefined) continue;
      const model = await modelOf([first, ...rest, ...others], scenario.process);
      results.push(await runScenario(model, scenario, { zone, scripts: await loadScripts(model) }));
    }
  }
  const histories = results.map(({ history }) => history);
  const executable = own.flatMap(({ processes }) => processes.filter((process) => process.executable));
  return { folder, results, coverage: executable.map(({ graph }) => coverageOf(graph, histories)) };
}

/** The file that holds the process comes first. */
function withProcessFirst(files: readonly ModelFile[], key: string | undefined): ModelFile[] {
  const holds = ({ processes }: ModelFile) => processes.some(({ graph }) => graph.key === key);
  return [...files.filter(holds), ...files.filter((file) => !holds(file))];
}

async function readProcessFolders(root: string): Promise<Map<string, ModelFile[]>> {
  const entries = await readdir(root, { withFileTypes: true }).catch((error: Error) => {
    throw new UnusableRehearsalError(root, [{ where: root, what: `cannot be read: ${error.message}` }]);
  });
  const folders = new Map<string, ModelFile[]>();
  for (const entry of entries.filter((each) => each.isDirectory())) {
    const files = await filesIn(join(root, entry.name), /\.bpmn$/);
    if (files.length > 0) folders.set(entry.name, await Promise.all(files.map(readModelFile)));
  }
  return folders;
}

async function filesIn(folder: string, name: RegExp): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((each) => name.test(each))
    .sort()
    .map((each) => join(folder, each));
}

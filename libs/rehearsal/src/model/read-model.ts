import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compileProcess, type ProcessGraph, processKeys, UnusableBpmnFileError } from '#bpmn';
import { type Decision, readDecisions } from '#decisions';
import { decodeDocument } from '#xml';
import { UnusableRehearsalError } from '../errors.js';
import type { Model } from './model.js';

/** Messages and signals with id and name, in whatever namespace prefix and order of attributes. */
const NAMED = /<(?:[\w.-]+:)?(?:message|signal)\s([^>]*)>/g;

/** A BPMN file with the processes in it that can be run, and the decisions beside it that they may ask for. */
export interface ModelFile {
  readonly file: string;
  /** As it is on the disk; the encoding is the file's own. */
  readonly source: Uint8Array;
  readonly processes: readonly { readonly graph: ProcessGraph; readonly executable: boolean }[];
  readonly decisions: readonly Decision[];
  /** Id and name of each message and signal that has both. */
  readonly names: readonly (readonly [id: string, name: string])[];
}

/**
 * Reads a BPMN file; a process or decision in it that cannot be compiled is left out.
 * @throws UnusableRehearsalError when the file is not there.
 * @throws UnusableBpmnFileError when it is no BPMN file.
 */
export async function readModelFile(file: string): Promise<ModelFile> {
  const source = await readSource(file);
  const keys = await processKeys(source);
  const processes = (
    await Promise.all(
      keys.map(async ({ key, isExecutable }) => {
        const graph = await compileIfPossible(source, key);
        return graph === undefined ? [] : [{ graph, executable: isExecutable === true }];
      }),
    )
  ).flat();
  const decisions = processes.some(({ graph }) => asksForDecisions(graph)) ? await readDecisionsBeside(file) : [];
  return { file, source, processes, decisions, names: namesOf(decodeDocument(source)) };
}

/**
 * Puts the main process together with all that it may call, begin or ask.
 *
 * @param files the first holds the main process: the named one, else the first executable one, else the first. Of two
 *   processes with one key the earlier counts.
 * @throws UnusableBpmnFileError when the main process is not there or cannot be compiled.
 */
export async function modelOf(files: readonly [ModelFile, ...ModelFile[]], named?: string): Promise<Model> {
  const [{ file, source, processes: first }] = files;
  const key = named ?? (await processKeys(source)).find(({ isExecutable }) => isExecutable)?.key;
  const main = first.find(({ graph }) => graph.key === key)?.graph ?? (await compileProcess(source, key));
  const all = files.flatMap(({ processes }) => processes);
  const decisions = files.flatMap((each) => each.decisions);
  return {
    file,
    bpmn: decodeDocument(source),
    main,
    processes: new Map([...all.toReversed().map(({ graph }) => graph), main].map((graph) => [graph.key, graph])),
    begun: [main, ...all.flatMap(({ graph, executable }) => (executable && graph.key !== main.key ? [graph] : []))],
    decisions: new Map(decisions.toReversed().map((decision) => [decision.id, decision])),
    names: new Map(files.toReversed().flatMap(({ names }) => names)),
  };
}

async function readSource(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UnusableRehearsalError(file, [{ where: file, what: `cannot be read: ${(error as Error).message}` }]);
  }
}

async function compileIfPossible(source: Uint8Array, key: string): Promise<ProcessGraph | undefined> {
  try {
    return await compileProcess(source, key);
  } catch (error) {
    if (error instanceof UnusableBpmnFileError) return undefined;
    throw error;
  }
}

function asksForDecisions({ nodes }: ProcessGraph): boolean {
  return Object.values(nodes).some((node) => node.type === 'businessRuleTask' && node.decision !== undefined);
}

/** Of the files in the same folder and in `decisions/` below it. */
async function readDecisionsBeside(file: string): Promise<Decision[]> {
  const folder = dirname(file);
  const names = (await Promise.all([folder, join(folder, 'decisions')].map(decisionFiles))).flat();
  const read = await Promise.all(names.map(async (name) => readDecisions(await readFile(name), { file: name })));
  return read.flatMap(({ decisions }) => decisions);
}

async function decisionFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.dmn'))
    .sort()
    .map((name) => join(folder, name));
}

function namesOf(bpmn: string): [id: string, name: string][] {
  return [...bpmn.matchAll(NAMED)].flatMap(([, attributes = '']): [string, string][] => {
    const [id, name] = [attribute(attributes, 'id'), attribute(attributes, 'name')];
    return id === undefined || name === undefined ? [] : [[id, name]];
  });
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1];
}

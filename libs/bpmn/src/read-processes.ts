import { decodeDocument, refuseDangerousXml } from '#xml';
import { executableOf, processesOf, processNamed } from './choose-processes.js';
import { compileModel } from './compile/compile-model.js';
import { childrenOf, flagOf, idOf, textOf, type BpmnElement } from './document/bpmn-element.js';
import { parseDocument, type ParsedDocument } from './document/parse-document.js';
import { settleProblems } from './document/settle-problems.js';
import { FindingCollector, UnusableBpmnFileError, type LintFinding } from './findings.js';
import type { ProcessGraph } from './graph.js';
import { lintElements } from './lint/lint-elements.js';
import { lintGlobals } from './lint/lint-globals.js';
import { lintGraph } from './lint/lint-graph.js';
import { lintModel } from './lint/lint-model.js';
import { referencesOf, type ProcessReferences } from './references.js';

/** What one BPMN file holds, and all that speaks against or for a second look at it. */
export interface ReadProcesses {
  /** The document decoded and normalised; {@link compileProcess} takes it again. */
  readonly text: string;
  /** The executable processes. With an error among the findings they are incomplete and must not be run. */
  readonly processes: readonly { readonly graph: ProcessGraph; readonly references: ProcessReferences }[];
  readonly findings: readonly LintFinding[];
}

/**
 * Reads, compiles and lints every executable process of a BPMN file. Never throws for a bad file.
 * @param source the file as text or as bytes in any encoding that it declares.
 * @param options.file name of the file, for the findings.
 */
export async function readProcesses(source: string | Uint8Array, options: { file: string }): Promise<ReadProcesses> {
  const findings = new FindingCollector(options.file);
  const { text, document } = await readDocument(source, findings);
  if (document === undefined) return { text, processes: [], findings: findings.findings };
  const { definitions } = document;
  const executable = executableOf(processesOf(definitions, findings), findings);
  settleProblems(document, executable, findings);
  const graphs = executable.map((process) => compileModel(process, text, findings));
  for (const process of executable) lintElements(process, findings);
  for (const graph of graphs) lintGraph(graph, findings);
  if (executable.length > 0) lintGlobals(definitions, findings);
  lintModel(definitions, concernedIds(definitions, graphs), findings);
  const processes = graphs.map((graph) => ({ graph, references: referencesOf(graph) }));
  return { text, processes, findings: findings.findings };
}

/**
 * Compiles one process. The lint rules are left out, so that running instances survive rules that have become stricter,
 * and models can be tried out that nobody would deploy. What remains an error is what cannot be executed at all.
 * @param key of the process; without it the first one that is marked as executable, else the first.
 * @throws {UnusableBpmnFileError} when the document or the process cannot be compiled.
 */
export async function compileProcess(source: string | Uint8Array, key?: string): Promise<ProcessGraph> {
  const file = key ?? 'BPMN file';
  const findings = new FindingCollector(file);
  const { text, document } = await readDocument(source, findings);
  const process = document && processNamed(processesOf(document.definitions, findings), key, findings);
  if (document !== undefined && process !== undefined) settleProblems(document, [process], findings);
  const graph = process && compileModel(process, text, findings);
  if (graph === undefined || findings.hasUnusable) throw new UnusableBpmnFileError(file, findings.findings);
  return graph;
}

/** A process of a file, as {@link compileProcess} can be asked for it. */
export interface ProcessKey {
  readonly key: string;
  readonly name?: string;
  /** Absent where the file does not say. */
  readonly isExecutable?: boolean;
}

/**
 * The processes of a BPMN file, in document order, executable or not.
 * @throws {UnusableBpmnFileError} when it is no BPMN file.
 */
export async function processKeys(source: string | Uint8Array): Promise<ProcessKey[]> {
  const findings = new FindingCollector('BPMN file');
  const { document } = await readDocument(source, findings);
  if (document === undefined) throw new UnusableBpmnFileError(findings.file, findings.findings);
  return processesOf(document.definitions, findings).map((process) => {
    const name = textOf(process, 'name');
    const isExecutable = flagOf(process, 'isExecutable');
    return {
      key: idOf(process),
      ...(name !== undefined && { name }),
      ...(isExecutable !== undefined && { isExecutable }),
    };
  });
}

async function readDocument(
  source: string | Uint8Array,
  findings: FindingCollector,
): Promise<{ text: string; document?: ParsedDocument }> {
  let text = '';
  try {
    text = decodeDocument(source);
    refuseDangerousXml(text);
  } catch (error) {
    findings.unusable('', 'unreadable', (error as Error).message, 'Save it again with a BPMN 2.0 editor.');
    return { text };
  }
  const document = await parseDocument(text, findings);
  return { text, ...(document && { document }) };
}

/** The elements of the compiled processes, and what stands beside the processes (messages). */
function concernedIds(definitions: BpmnElement, graphs: readonly ProcessGraph[]): Set<string> {
  const roots = childrenOf(definitions, 'rootElements').filter(({ $type }) => $type !== 'bpmn:Process');
  return new Set([
    ...roots.map(idOf),
    ...graphs.flatMap(({ nodes, flows }) => [...Object.keys(nodes), ...Object.keys(flows)]),
  ]);
}

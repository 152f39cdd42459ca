import { compileModel } from './compile/compile-model.js';
import { childrenOf, flagOf, idOf, type BpmnElement } from './document/bpmn-element.js';
import { decodeDocument } from './document/decode-document.js';
import { parseDocument } from './document/parse-document.js';
import { refuseDangerousXml } from './document/refuse-dangerous-xml.js';
import { UnusableBpmnFileError, FindingCollector, type LintFinding } from './findings.js';
import type { ProcessGraph } from './graph.js';
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
  const { text, definitions } = await readDocument(source, findings);
  const executable = definitions === undefined ? [] : executableProcesses(definitions, findings);
  const graphs = executable.map((process) => compileModel(process, text, findings));
  for (const graph of graphs) lintGraph(graph, findings);
  if (definitions !== undefined) lintModel(definitions, concernedIds(definitions, graphs), findings);
  return {
    text,
    processes: graphs.map((graph) => ({ graph, references: referencesOf(graph) })),
    findings: findings.findings,
  };
}

/**
 * Compiles one process of a document that was accepted before. The lint rules are left out, so that running instances
 * survive rules that have become stricter.
 * @throws {UnusableBpmnFileError} when the document or the process cannot be compiled.
 */
export async function compileProcess(source: string | Uint8Array, key: string): Promise<ProcessGraph> {
  const findings = new FindingCollector(key);
  const { text, definitions } = await readDocument(source, findings);
  const process = definitions && processesOf(definitions).find(({ id }) => id === key);
  if (definitions !== undefined && process === undefined) {
    findings.error('', 'no-process', `The file has no process "${key}".`, 'Name one of its processes.');
  }
  const graph = process && compileModel(process, text, findings);
  if (graph === undefined || findings.hasErrors) throw new UnusableBpmnFileError(key, findings.findings);
  return graph;
}

async function readDocument(
  source: string | Uint8Array,
  findings: FindingCollector,
): Promise<{ text: string; definitions?: BpmnElement }> {
  let text = '';
  try {
    text = decodeDocument(source);
    refuseDangerousXml(text);
  } catch (error) {
    findings.error('', 'unreadable', (error as Error).message, 'Save it again with a BPMN 2.0 editor.');
    return { text };
  }
  return { text, definitions: await parseDocument(text, findings) };
}

function processesOf(definitions: BpmnElement): BpmnElement[] {
  return childrenOf(definitions, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
}

function executableProcesses(definitions: BpmnElement, findings: FindingCollector): BpmnElement[] {
  const processes = processesOf(definitions);
  const named = processes.filter(({ id }) => id !== undefined);
  if (named.length < processes.length)
    findings.error('', 'no-process-id', 'A process has no id.', 'Give it an id: its key.');
  const executable = named.filter((process) => flagOf(process, 'isExecutable') === true);
  if (executable.length > 0) return executable;
  const [only] = named;
  if (processes.length === 1 && only !== undefined && flagOf(only, 'isExecutable') === undefined) {
    findings.warning(
      idOf(only),
      'not-marked-executable',
      'The process is not marked as executable.',
      'Set isExecutable="true".',
    );
    return [only];
  }
  if (named.length === processes.length) {
    findings.error(
      '',
      'no-process',
      'No process of the file is executable.',
      'Set isExecutable="true" on those to run.',
    );
  }
  return [];
}

/** The elements of the compiled processes, and what stands beside the processes (messages). */
function concernedIds(definitions: BpmnElement, graphs: readonly ProcessGraph[]): Set<string> {
  const roots = childrenOf(definitions, 'rootElements').filter(({ $type }) => $type !== 'bpmn:Process');
  return new Set([
    ...roots.map(idOf),
    ...graphs.flatMap(({ nodes, flows }) => [...Object.keys(nodes), ...Object.keys(flows)]),
  ]);
}

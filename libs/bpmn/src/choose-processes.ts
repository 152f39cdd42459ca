import { childrenOf, flagOf, idOf, type BpmnElement } from './document/bpmn-element.js';
import type { FindingCollector } from './findings.js';

/** The processes of a document, in its order. One without id gets a generated one. */
export function processesOf(definitions: BpmnElement, findings: FindingCollector): BpmnElement[] {
  const processes = childrenOf(definitions, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
  for (const [index, process] of processes.entries()) {
    if (process.id !== undefined) continue;
    process.set('id', `process~${index + 1}~gen`);
    findings.error('', 'no-process-id', 'A process has no id.', 'Give it an id: its key.');
  }
  return processes;
}

/** The processes to deploy: those marked as executable, or the only one if the file does not say. */
export function executableOf(processes: readonly BpmnElement[], findings: FindingCollector): BpmnElement[] {
  const executable = processes.filter((process) => flagOf(process, 'isExecutable') === true);
  if (executable.length > 0) return executable;
  const [only] = processes;
  if (processes.length === 1 && only !== undefined && flagOf(only, 'isExecutable') === undefined) {
    const what = 'The process is not marked as executable.';
    findings.warning(idOf(only), 'not-marked-executable', what, 'Set isExecutable="true".');
    return [only];
  }
  const what = 'No process of the file is executable.';
  findings.error('', 'no-process', what, 'Set isExecutable="true" on those to run.');
  return [];
}

/** The process with the key; without a key the first that is executable, else the first. */
export function processNamed(
  processes: readonly BpmnElement[],
  key: string | undefined,
  findings: FindingCollector,
): BpmnElement | undefined {
  const process =
    key === undefined
      ? (processes.find((candidate) => flagOf(candidate, 'isExecutable') === true) ?? processes[0])
      : processes.find(({ id }) => id === key);
  if (process === undefined) {
    const what = key === undefined ? 'The file has no process.' : `The file has no process "${key}".`;
    const keys = processes.map(idOf).join(', ');
    findings.unusable('', 'no-process', what, keys === '' ? 'Add one.' : `Name one of its processes: ${keys}.`);
  }
  return process;
}

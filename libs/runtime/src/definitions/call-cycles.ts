import type { CallActivityNode, GraphNode, ProcessGraph } from '#bpmn';
import { MAX_CALL_DEPTH } from '#engine';
import type { Finding } from '#foundation';
import type { DeployableProcess, ReadDeployment } from './read-deployment.js';

/**
 * Calls by which processes call themselves, directly or through one another. Only calls of the latest version, or of
 * that of the deployment, count: another version may call something else.
 *
 * It is an error where nothing can keep the call from happening: a straight path from the start to it, in each process
 * of the cycle. A branch or a wait makes it a warning, since whether it ends the round only the run shows; the runtime
 * then stops what goes too deep.
 * @param others processes that may lie on the way round; what is found there is not reported.
 */
export function callCycles(
  processes: readonly DeployableProcess[],
  others: readonly DeployableProcess[] = [],
): Pick<ReadDeployment, 'errors' | 'warnings'> {
  const byKey = new Map([...others, ...processes].map((process) => [process.graph.key, process]));
  const calledBy = (key: string) => callsOf(byKey.get(key)).map((call) => call.key);
  const inescapablyCalledBy = (key: string) => {
    const graph = byKey.get(key)?.graph;
    const call = graph && inescapableCall(graph);
    return callsOf(byKey.get(key)).flatMap(({ element, key: called }) => (element === call?.id ? [called] : []));
  };
  const errors: Finding[] = [];
  const warnings: Finding[] = [];
  for (const process of processes) {
    const { key } = process.graph;
    for (const { element, key: called } of callsOf(process)) {
      const path = shortestPath(called, key, calledBy);
      if (path === undefined) continue;
      const where = `${process.fileName}:${element}`;
      const round = [key, ...path].join(' → ');
      const isInescapable = inescapableCall(process.graph)?.id === element;
      if (isInescapable && shortestPath(called, key, inescapablyCalledBy) !== undefined) {
        const mend = 'Put a gateway before the call that ends the round, or correct which process it calls.';
        errors.push({ where, what: `The process calls itself without an end: ${round}.`, mend });
      } else {
        const mend = `See to it that a branch ends the rounds: no call goes more than ${MAX_CALL_DEPTH} instances deep.`;
        warnings.push({ where, what: `The process may call itself again and again: ${round}.`, mend });
      }
    }
  }
  return { errors, warnings };
}

function callsOf(process?: DeployableProcess): readonly { readonly element: string; readonly key: string }[] {
  const called = process?.references.called ?? [];
  return called.filter(({ binding }) => binding === 'latest' || binding === 'deployment');
}

/** Keys from `start` to `end`, both included. */
function shortestPath(start: string, end: string, next: (key: string) => readonly string[]): string[] | undefined {
  const paths = [[start]];
  const seen = new Set([start]);
  for (const path of paths) {
    const last = path.at(-1)!;
    if (last === end) return path;
    for (const key of next(last)) {
      if (seen.has(key)) continue;
      seen.add(key);
      paths.push([...path, key]);
    }
  }
  return undefined;
}

/** What a straight path may lead over: done at once, whatever the variables are. */
const PASSED_AT_ONCE: ReadonlySet<GraphNode['type']> = new Set(['startEvent', 'task', 'manualTask', 'exclusiveGateway']);

/** The call that every instance makes in its first step, before anything else could happen. */
function inescapableCall({ root, nodes, flows }: ProcessGraph): CallActivityNode | undefined {
  if (root.starts.length !== 1 || root.eventSubProcesses.length > 0) return undefined;
  const seen = new Set<string>();
  for (let node = nodes[root.starts[0]!]; node !== undefined && isPlain(node); ) {
    if (node.type === 'callActivity') return node;
    const flow = node.outgoing.length === 1 ? flows[node.outgoing[0]!] : undefined;
    if (flow === undefined || flow.condition !== undefined || (flow.listeners ?? []).length > 0) return undefined;
    if (!PASSED_AT_ONCE.has(node.type) || seen.has(node.id)) return undefined;
    seen.add(node.id);
    node = nodes[flow.target];
  }
  return undefined;
}

/** Nothing is asked or waited for on the way in or out, it happens exactly once, and nothing interrupts it. */
function isPlain(node: GraphNode): boolean {
  const { asyncBefore = false, asyncAfter = false, listeners = [] } = node;
  if (asyncBefore || asyncAfter || listeners.length > 0) return false;
  if (!('boundaryEvents' in node)) return true;
  return node.boundaryEvents.length === 0 && node.multiInstance === undefined && node.standardLoop === undefined;
}

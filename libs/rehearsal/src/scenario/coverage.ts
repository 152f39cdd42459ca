import type { GraphNode, ProcessGraph } from '#bpmn';
import { canBeProbed, probedFlow } from '../model/flow-probes.js';
import type { HistoryLine } from '../office/office-in-memory.js';

/** How much of a process its scenarios have gone through. */
export interface Coverage {
  readonly process: string;
  readonly elements: { readonly reached: number; readonly all: number };
  readonly flows: { readonly reached: number; readonly all: number };
  /** Of elements and flows together, rounded down. */
  readonly percent: number;
  /** Ids of elements, then of flows, in the order of the file. */
  readonly neverReached: readonly string[];
}

/** Coverage of one process by the histories of several scenarios, whatever process these began with. */
export function coverageOf(graph: ProcessGraph, histories: readonly (readonly HistoryLine[])[]): Coverage {
  const lines = histories.flat().filter(({ process }) => process === graph.key);
  const seen = new Set(lines.map(({ element }) => element));
  const passed = new Set([...seen].map((element) => probedFlow(element) ?? ''));
  const elements = Object.values(graph.nodes).filter(({ id }) => id !== graph.root.id);
  const flows = Object.values(graph.flows);
  const missedElements = elements.filter((node) => !seen.has(seenBy(node)));
  const missedFlows = flows.filter((flow) =>
    canBeProbed(graph, flow) ? !passed.has(flow.id) : !seen.has(flow.source) || !seen.has(flow.target),
  );
  const missed = [...missedElements, ...missedFlows];
  const all = elements.length + flows.length;
  return {
    process: graph.key,
    elements: { reached: elements.length - missedElements.length, all: elements.length },
    flows: { reached: flows.length - missedFlows.length, all: flows.length },
    percent: all === 0 ? 100 : Math.floor((100 * (all - missed.length)) / all),
    neverReached: missed.map(({ id }) => id),
  };
}

/** A compensation boundary event is never entered: its handler tells. */
function seenBy(node: GraphNode): string {
  if (node.type !== 'boundaryEvent' || node.trigger.kind !== 'compensation') return node.id;
  return node.trigger.handler ?? node.id;
}

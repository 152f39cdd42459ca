import { createHash } from 'node:crypto';
import {
  type BpmnElement,
  childOf,
  childrenOf,
  idOf,
  isEventSubProcess,
  isSubProcess,
  kindOf,
  textOf,
} from '../document/bpmn-element.js';
import { completeModel, isFlow } from '../document/complete-model.js';
import type { FindingCollector } from '../findings.js';
import type { GraphNode, PlainActivityNode, ProcessGraph, ScopeNode, SequenceFlow } from '../graph.js';
import type { NodeBase } from '../node.js';
import { compensationHandlersOf } from './compensation-handlers.js';
import { compileFlow } from './compile-flow.js';
import type { ProcessFacts } from './element-compiler.js';
import { elementCompilers, inertElements } from './element-compilers.js';
import { lanesOf } from './lanes.js';
import { compileNodeBase } from './node-base.js';
import { startsOf } from './scope-starts.js';

/**
 * Compiles one process of a model. What cannot be executed is reported as unusable and stands in the graph as a task
 * that does nothing, so that the lint rules can look at the rest; such a graph must not be run.
 * @param text the normalised document, for the checksum.
 */
export function compileModel(process: BpmnElement, text: string, findings: FindingCollector): ProcessGraph {
  completeModel(process, findings);
  const facts = { lanes: lanesOf(process), compensationHandlers: compensationHandlersOf(process) };
  return new ModelCompiler(facts, findings).compile(process, text);
}

class ModelCompiler {
  private readonly nodes: Record<string, GraphNode> = {};
  private readonly flows: Record<string, SequenceFlow> = {};

  constructor(
    private readonly facts: ProcessFacts,
    private readonly findings: FindingCollector,
  ) {}

  compile(process: BpmnElement, text: string): ProcessGraph {
    const key = idOf(process);
    const name = textOf(process, 'name');
    const versionTag = textOf(process, 'camunda:versionTag');
    const historyTimeToLive = this.historyTimeToLive(process);
    const root: ScopeNode = {
      ...compileNodeBase(process, { lane: undefined }, this.findings),
      type: 'process',
      boundaryEvents: [],
      inputs: [],
      outputs: [],
      starts: startsOf(process),
      eventSubProcesses: childrenOf(process, 'flowElements').filter(isEventSubProcess).map(idOf),
    };
    this.refuseBadId(key);
    this.nodes[key] = root;
    this.compileScope(process);
    return {
      key,
      ...(name !== undefined && { name }),
      ...(versionTag !== undefined && { versionTag }),
      ...(historyTimeToLive !== undefined && { historyTimeToLive }),
      // The key is part of it: the processes of one file share the text but not the graph.
      checksum: createHash('sha256').update(`${key}\n${text}`).digest('hex'),
      root,
      nodes: this.nodes,
      flows: this.flows,
    };
  }

  /** Days as a number or as an ISO 8601 duration: `30` or `P30D`. */
  private historyTimeToLive(process: BpmnElement): number | undefined {
    const text = textOf(process, 'camunda:historyTimeToLive');
    if (text === undefined) return undefined;
    const days = /^(?:P(\d{1,6})D|(\d{1,6}))$/.exec(text);
    if (days !== null) return Number(days[1] ?? days[2]);
    const what = `camunda:historyTimeToLive "${text}" is no number of days.`;
    this.findings.error(idOf(process), 'bad-history-time', what, 'Write it as P30D or 30.');
    return undefined;
  }

  private compileScope(scope: BpmnElement): void {
    const elements = childrenOf(scope, 'flowElements');
    const boundaryEvents = boundaryEventsByActivity(elements);
    for (const element of elements) {
      if (isFlow(element)) this.addFlow(element);
      else if (!inertElements.has(element.$type)) {
        this.compileNode(element, idOf(scope), boundaryEvents.get(element) ?? []);
        if (isSubProcess(element)) this.compileScope(element);
      }
    }
  }

  private addFlow(element: BpmnElement): void {
    const flow = compileFlow(element, this.findings);
    if (flow === undefined) return;
    this.refuseBadId(flow.id);
    this.flows[flow.id] = flow;
  }

  private compileNode(element: BpmnElement, scope: string, boundaryEvents: readonly string[]): void {
    const id = idOf(element);
    const { facts, findings } = this;
    const base = compileNodeBase(element, { scope, lane: facts.lanes.get(element) }, findings);
    const compile = Object.hasOwn(elementCompilers, element.$type) ? elementCompilers[element.$type] : undefined;
    if (compile === undefined) {
      const what = `${kindOf(element)} cannot be executed.`;
      findings.unusable(id, 'unsupported', what, 'Model it with other elements.');
    }
    this.refuseBadId(id);
    const node = compile?.({ element, id, base, boundaryEvents, facts, findings });
    this.nodes[id] = node ?? placeholder(base, boundaryEvents);
  }

  /** Elements are found by id in plain objects, here and in the state of every instance. */
  private refuseBadId(id: string): void {
    if (id === '__proto__') this.findings.unusable(id, 'bad-id', `The id "${id}" cannot be used.`, 'Choose another.');
  }
}

function placeholder(base: Omit<NodeBase, 'type'>, boundaryEvents: readonly string[]): PlainActivityNode {
  return { ...base, type: 'task', boundaryEvents, inputs: [], outputs: [] };
}

function boundaryEventsByActivity(elements: readonly BpmnElement[]): Map<BpmnElement, string[]> {
  const attached = new Map<BpmnElement, string[]>();
  for (const element of elements.filter(({ $type }) => $type === 'bpmn:BoundaryEvent')) {
    const activity = childOf(element, 'attachedToRef');
    if (activity === undefined) continue;
    const events = attached.get(activity);
    if (events === undefined) attached.set(activity, [idOf(element)]);
    else events.push(idOf(element));
  }
  return attached;
}

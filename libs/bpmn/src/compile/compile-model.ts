import { createHash } from 'node:crypto';
import { childOf, childrenOf, idOf, kindOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import { completeModel, isFlow } from '../document/complete-model.js';
import type { FindingCollector } from '../findings.js';
import type { GraphNode, NodeBase, PlainActivityNode, ProcessGraph, ScopeNode, SequenceFlow } from '../graph.js';
import { elementCompilers, inertElements } from './element-compilers.js';
import { startsOf } from './elements/sub-process.js';
import { reportUnsupported } from './report-unsupported.js';

/**
 * Compiles one process of a model. What cannot be executed is reported and stands in the graph as a task that does
 * nothing, so that the lint rules can look at the rest; such a graph must not be run.
 * @param text the normalised document, for the checksum.
 */
export function compileModel(process: BpmnElement, text: string, findings: FindingCollector): ProcessGraph {
  completeModel(process, findings);
  return new ModelCompiler(findings).compile(process, text);
}

class ModelCompiler {
  private readonly nodes: Record<string, GraphNode> = {};
  private readonly flows: Record<string, SequenceFlow> = {};

  constructor(private readonly findings: FindingCollector) {}

  compile(process: BpmnElement, text: string): ProcessGraph {
    const key = idOf(process);
    const name = textOf(process, 'name');
    const versionTag = textOf(process, 'camunda:versionTag');
    const root: ScopeNode = {
      id: key,
      type: 'process',
      ...(name !== undefined && { name }),
      incoming: [],
      outgoing: [],
      boundaryEvents: [],
      inputs: [],
      outputs: [],
      starts: startsOf(process),
    };
    this.nodes[key] = root;
    reportUnsupported(process, key, this.findings);
    this.compileScope(process);
    return {
      key,
      ...(name !== undefined && { name }),
      ...(versionTag !== undefined && { versionTag }),
      // The key is part of it: the processes of one file share the text but not the graph.
      checksum: createHash('sha256').update(`${key}\n${text}`).digest('hex'),
      root,
      nodes: this.nodes,
      flows: this.flows,
    };
  }

  private compileScope(scope: BpmnElement): void {
    const elements = childrenOf(scope, 'flowElements');
    const boundaryEvents = boundaryEventsByActivity(elements);
    for (const element of elements) {
      if (isFlow(element)) this.compileFlow(element);
      else if (!inertElements.has(element.$type)) {
        this.compileNode(element, idOf(scope), boundaryEvents.get(idOf(element)) ?? []);
        this.compileScope(element);
      }
    }
  }

  private compileFlow(flow: BpmnElement): void {
    const [id, source, target] = [idOf(flow), childOf(flow, 'sourceRef'), childOf(flow, 'targetRef')];
    if (source === undefined || target === undefined || this.findings.isBroken(id)) return;
    const name = textOf(flow, 'name');
    const condition = textOf(childOf(flow, 'conditionExpression'), 'body');
    const language = textOf(childOf(flow, 'conditionExpression'), 'language');
    if (language !== undefined && !/feel|juel/i.test(language)) {
      const mend = 'Write the condition as FEEL, starting with "=".';
      this.findings.error(id, 'unsupported', `Conditions in the language "${language}" are not supported.`, mend);
    }
    this.flows[id] = {
      id,
      ...(name !== undefined && { name }),
      source: idOf(source),
      target: idOf(target),
      ...(condition !== undefined && { condition }),
    };
  }

  private compileNode(element: BpmnElement, scope: string, boundaryEvents: readonly string[]): void {
    const id = idOf(element);
    const { findings } = this;
    const base = baseOf(element, id, scope);
    reportUnsupported(element, id, findings);
    const compile = Object.hasOwn(elementCompilers, element.$type) ? elementCompilers[element.$type] : undefined;
    if (compile === undefined) {
      findings.error(id, 'unsupported', `${kindOf(element)} is not supported yet.`, 'Model it with other elements.');
    }
    if (id === '__proto__') findings.error(id, 'bad-id', 'The id "__proto__" cannot be used.', 'Choose another id.');
    this.nodes[id] = compile?.({ element, id, base, boundaryEvents, findings }) ?? placeholder(base, boundaryEvents);
  }
}

function baseOf(element: BpmnElement, id: string, scope: string): Omit<NodeBase, 'type'> {
  const name = textOf(element, 'name');
  const defaultFlow = childOf(element, 'default');
  return {
    id,
    ...(name !== undefined && { name }),
    scope,
    incoming: childrenOf(element, 'incoming').map(idOf),
    outgoing: childrenOf(element, 'outgoing').map(idOf),
    ...(defaultFlow !== undefined && { defaultFlow: idOf(defaultFlow) }),
  };
}

function placeholder(base: Omit<NodeBase, 'type'>, boundaryEvents: readonly string[]): PlainActivityNode {
  return { ...base, type: 'task', boundaryEvents, inputs: [], outputs: [] };
}

function boundaryEventsByActivity(elements: readonly BpmnElement[]): Map<string, string[]> {
  const attached = new Map<string, string[]>();
  for (const element of elements.filter(({ $type }) => $type === 'bpmn:BoundaryEvent')) {
    const activity = childOf(element, 'attachedToRef');
    if (activity === undefined) continue;
    attached.set(idOf(activity), [...(attached.get(idOf(activity)) ?? []), idOf(element)]);
  }
  return attached;
}

import type { GraphNode, ProcessGraph, SequenceFlow } from '#bpmn';

/** Which element of another version of a process takes over from each element of the version that an instance runs. */
export interface MigrationPlan {
  /** The process itself need not be named: it goes to the other process. */
  readonly mappings: readonly ElementMapping[];
}

export interface ElementMapping {
  /** BPMN id in the version that the instance runs. */
  readonly from: string;
  /** BPMN id in the version that it is to run. */
  readonly to: string;
  /**
   * Events that wait for a timer, message, signal or condition: withdrawn and armed anew as the other version says, as
   * if reached now. Otherwise what was armed stays as it is, and only what it leads to is new.
   */
  readonly updateTrigger?: boolean;
}

/** A mapping with both of its elements looked up. */
export interface ElementPair extends ElementMapping {
  readonly source: GraphNode;
  readonly target: GraphNode;
}

/** A plan between two graphs with its ids resolved. What cannot be resolved is left out. */
export class ResolvedPlan {
  readonly pairs: readonly ElementPair[];
  private readonly bySource: ReadonlyMap<string, ElementPair>;
  private readonly byTarget: ReadonlyMap<string, ElementPair>;

  constructor(
    readonly source: ProcessGraph,
    readonly target: ProcessGraph,
    { mappings }: MigrationPlan,
  ) {
    const root: ElementMapping = { from: source.root.id, to: target.root.id };
    const named = mappings.filter(({ from }) => from !== root.from);
    this.pairs = [root, ...named].flatMap((mapping) => {
      const [from, to] = [nodeOf(source, mapping.from), nodeOf(target, mapping.to)];
      return from && to ? [{ ...mapping, source: from, target: to }] : [];
    });
    this.bySource = new Map(this.pairs.map((pair) => [pair.from, pair]));
    this.byTarget = new Map(this.pairs.map((pair) => [pair.to, pair]));
  }

  /** Where an element of the source goes. */
  of(sourceId: string): ElementPair | undefined {
    return this.bySource.get(sourceId);
  }

  /** Whether an element of the target takes over from none of the source. */
  isNew(targetId: string): boolean {
    return !this.byTarget.has(targetId);
  }

  /** The flow on which a token goes on that is under way on `flowId`: with the same id, or between the same elements. */
  flowFor(flowId: string): SequenceFlow | undefined {
    const { [flowId]: flow } = this.source.flows;
    if (!flow) return undefined;
    const [from, to] = [this.of(flow.source)?.to, this.of(flow.target)?.to];
    const all = Object.values(this.target.flows);
    return (
      all.find(({ id, source, target }) => id === flowId && (source === from || target === to)) ??
      all.find(({ source, target }) => source === from && target === to)
    );
  }
}

export function nodeOf({ nodes }: ProcessGraph, id: string): GraphNode | undefined {
  // Ids come from the file: one may be called `constructor`.
  return Object.hasOwn(nodes, id) ? nodes[id] : undefined;
}

/** Scopes around a node, the innermost first, the process last. */
export function scopesAround(graph: ProcessGraph, node: GraphNode): GraphNode[] {
  const around: GraphNode[] = [];
  for (let scope = scopeOf(graph, node); scope; scope = scopeOf(graph, scope)) around.push(scope);
  return around;
}

function scopeOf(graph: ProcessGraph, { scope }: GraphNode): GraphNode | undefined {
  return scope === undefined ? undefined : nodeOf(graph, scope);
}

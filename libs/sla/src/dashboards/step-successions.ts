import type { GraphNode, ProcessGraph } from '#bpmn';
import { isExpression } from '#expressions';

/** That people may get one step after another with no step of people between them. */
export interface Succession {
  /** `<process>/<element>` */
  readonly from: string;
  /** `<process>/<element>` */
  readonly to: string;
  readonly within: Within;
}

/** What both steps belong to: of several runs of a sub-process or a called process each goes on by itself. */
export type Within = 'scope' | 'instance' | 'case';

/** A node on the way from a step, and what has not been left on that way. */
interface Place {
  readonly graph: ProcessGraph;
  readonly id: string;
  readonly within: Within;
}

type UserTask = Extract<GraphNode, { readonly type: 'userTask' }>;

/**
 * Which user tasks follow which by the flows of these models: through gateways, events, automatic work and sub-processes, into
 * processes that are called and back.
 */
export function successionsOf(graphs: readonly ProcessGraph[]): Succession[] {
  return graphs.flatMap((graph) =>
    Object.values(graph.nodes).flatMap((node) => (node.type === 'userTask' ? new Walk(graphs, graph, node).successions() : [])),
  );
}

/** The ways from one step up to the next ones. */
class Walk {
  private readonly seen = new Set<string>();
  private readonly found = new Map<string, Succession>();

  constructor(
    private readonly graphs: readonly ProcessGraph[],
    private readonly graph: ProcessGraph,
    private readonly step: UserTask,
  ) {}

  successions(): Succession[] {
    const todo = this.behind({ graph: this.graph, id: this.step.id, within: 'scope' }, this.step);
    for (let place = todo.pop(); place !== undefined; place = todo.pop()) {
      const key = `${this.graphs.indexOf(place.graph)} ${place.id} ${place.within}`;
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      todo.push(...this.visit(place));
    }
    return [...this.found.values()];
  }

  private visit(place: Place): Place[] {
    const { graph } = place;
    const node = graph.nodes[place.id]!;
    const at = (ids: readonly string[]) => ids.map((id) => ({ ...place, id }));
    switch (node.type) {
      case 'userTask':
        this.note(place, node);
        return [];
      case 'subProcess':
      case 'transaction':
        return at([...node.starts, ...this.borderOf(graph, node)]);
      case 'adHocSubProcess':
        return at([...node.starts, ...node.choices, ...this.borderOf(graph, node)]);
      case 'callActivity': {
        const { calledElement } = node;
        const called = this.graphs.filter(({ key }) => isExpression(calledElement) || key === calledElement);
        const begun = called.flatMap((each) => each.root.starts.map((id): Place => ({ graph: each, id, within: 'case' })));
        return [...begun, ...at(this.borderOf(graph, node)), ...this.behind(place, node)];
      }
      case 'endEvent':
        return this.outOf(place, node);
      case 'intermediateThrowEvent': {
        const { trigger } = node;
        if (trigger?.kind !== 'link') return this.behind(place, node);
        const caught = Object.values(graph.nodes).filter(
          (other) => other.type === 'intermediateCatchEvent' && other.trigger?.kind === 'link' && other.trigger.link === trigger.link,
        );
        return at(caught.map(({ id }) => id));
      }
      default:
        return [...at('boundaryEvents' in node ? this.borderOf(graph, node) : []), ...this.behind(place, node)];
    }
  }

  /** Where the flows of a node lead; a token that finds none has ended. */
  private behind(place: Place, node: GraphNode): Place[] {
    const targets = node.outgoing.map((flow) => place.graph.flows[flow]!.target);
    return targets.length === 0 ? this.outOf(place, node) : targets.map((id) => ({ ...place, id }));
  }

  /** Behind what contains a node: its sub-process, or whatever calls its process. */
  private outOf(place: Place, node: GraphNode): Place[] {
    const { graph } = place;
    if (node.scope !== undefined && node.scope !== graph.key) {
      const within = place.within === 'scope' && node.scope === this.step.scope ? 'instance' : place.within;
      return this.behind({ graph, id: node.scope, within }, graph.nodes[node.scope]!);
    }
    return this.graphs.flatMap((caller) =>
      Object.values(caller.nodes)
        .filter((call) => call.type === 'callActivity' && (isExpression(call.calledElement) || call.calledElement === graph.key))
        .flatMap((call) => this.behind({ graph: caller, id: call.id, within: 'case' }, call)),
    );
  }

  private borderOf({ nodes }: ProcessGraph, { boundaryEvents }: { readonly boundaryEvents: readonly string[] }): string[] {
    return boundaryEvents.filter((id) => (nodes[id] as Extract<GraphNode, { type: 'boundaryEvent' }>).trigger.kind !== 'compensation');
  }

  private note(place: Place, node: UserTask): void {
    const [from, to] = [`${this.graph.key}/${this.step.id}`, `${place.graph.key}/${node.id}`];
    // Runs of a step that has several stand in a scope of their own.
    const sameScope = node.scope === this.step.scope && node.multiInstance === undefined && this.step.multiInstance === undefined;
    const within = place.within === 'scope' && (!sameScope || node.scope === place.graph.key) ? 'instance' : place.within;
    const known = this.found.get(to);
    if (known === undefined || LOOSENESS[within] > LOOSENESS[known.within]) this.found.set(to, { from, to, within });
  }
}

const LOOSENESS: Readonly<Record<Within, number>> = { scope: 0, instance: 1, case: 2 };

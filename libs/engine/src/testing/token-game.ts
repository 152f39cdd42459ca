import type { ProcessGraph } from '#bpmn';

/** Where tokens are: at a node that waits (`A`), or on a flow before a join (`A_B`). */
export type Marking = ReadonlyMap<string, number>;

/**
 * The token game of BPMN 2.0.2 §7.1.1 and §13.4 for one scope of tasks, exclusive and parallel gateways, as plain as it
 * can be written: a second opinion on where the tokens of an instance are. The order in which tokens move makes no
 * difference in such graphs.
 */
export class TokenGame {
  private readonly marking = new Map<string, number>();
  private readonly moving: string[] = [];

  constructor(private readonly graph: ProcessGraph) {}

  /** A token on each start of the process. @param n what the conditions `= n > …` compare. */
  start(n: number): void {
    for (const start of this.graph.root.starts) this.visit(start, n);
    this.play(n);
  }

  /** What a task waited for has happened. */
  leave(node: string, n: number): void {
    this.add(node, -1);
    this.send(node, n);
    this.play(n);
  }

  get tokens(): Marking {
    return new Map([...this.marking].filter(([, count]) => count > 0).sort());
  }

  /** Moves every token until it waits. @throws RangeError when they go on for ever. */
  private play(n: number): void {
    for (let steps = 0; this.moving.length > 0; steps++) {
      if (steps > 2000) throw new RangeError('The tokens go round for ever.');
      this.arrive(this.moving.pop()!, n);
    }
  }

  private arrive(flow: string, n: number): void {
    const { id, type, incoming } = this.graph.nodes[this.graph.flows[flow]!.target]!;
    if (type !== 'parallelGateway') {
      this.visit(id, n);
      return;
    }
    this.add(flow, 1);
    if (!incoming.every((way) => (this.marking.get(way) ?? 0) > 0)) return;
    for (const way of incoming) this.add(way, -1);
    this.send(id, n);
  }

  private visit(node: string, n: number): void {
    const { type } = this.graph.nodes[node]!;
    if (type === 'userTask' || type === 'serviceTask') this.add(node, 1);
    else this.send(node, n);
  }

  private send(node: string, n: number): void {
    const { type, outgoing, defaultFlow } = this.graph.nodes[node]!;
    if (type !== 'exclusiveGateway') {
      this.moving.push(...outgoing);
      return;
    }
    const first = outgoing.find((id) => holds(this.graph.flows[id]!.condition, n)) ?? defaultFlow;
    if (first !== undefined) this.moving.push(first);
  }

  private add(place: string, count: number): void {
    this.marking.set(place, (this.marking.get(place) ?? 0) + count);
  }
}

function holds(condition: string | undefined, n: number): boolean {
  const [, bound] = /^= n > (\d+)$/.exec(condition ?? '') ?? [];
  return bound !== undefined && n > Number(bound);
}

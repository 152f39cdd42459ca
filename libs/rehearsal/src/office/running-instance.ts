import type { ProcessGraph } from '#bpmn';
import { catchesError, type EngineContext, InMemoryProcess, interruptsOnEscalation, openActivities } from '#engine';

/** Which call activity of which instance waits for this one. */
export interface Caller {
  readonly instance: RunningInstance;
  /** Key of the call. */
  readonly key: number;
  /** BPMN id of the call activity. */
  readonly element: string;
}

/** How an instance has come about. */
export interface Origin {
  readonly caller?: Caller;
  readonly businessKey?: string;
  /** Where a message with a correlation key has begun it: no other one with that start key begins while it runs. */
  readonly startKey?: string;
}

/** One process instance of an office in memory. */
export class RunningInstance extends InMemoryProcess {
  constructor(
    graph: ProcessGraph,
    private readonly contextNow: (businessKey: string | undefined) => EngineContext,
    private readonly origin: Origin,
  ) {
    super(graph, contextNow(origin.businessKey));
  }

  get caller(): Caller | undefined {
    return this.origin.caller;
  }

  get businessKey(): string | undefined {
    return this.origin.businessKey;
  }

  get startKey(): string | undefined {
    return this.origin.startKey;
  }

  /** How many instances wait for this one, each inside the next. */
  get callDepth(): number {
    return this.caller === undefined ? 0 : this.caller.instance.callDepth + 1;
  }

  override send(...[command, graph]: Parameters<InMemoryProcess['send']>): ReturnType<InMemoryProcess['send']> {
    this.context = {
      ...this.contextNow(this.businessKey),
      callerCatches: (errorCode) => isCaught(this.caller, errorCode),
      callerInterrupts: (escalationCode) => isInterrupted(this.caller, escalationCode),
    };
    return super.send(command, graph);
  }

  /** Ids of the conditional events in the flow that wait: they wait for variables, and open nothing in the world. */
  get conditionsWaitedFor(): string[] {
    if (this.state === null) return [];
    return openActivities(this.state)
      .map(({ element }) => element)
      .filter((element) => {
        const node = this.graph.nodes[element];
        return node?.type === 'intermediateCatchEvent' && node.trigger?.kind === 'conditional';
      });
  }
}

function isInterrupted(caller: Caller | undefined, escalationCode?: string): boolean {
  for (let at = caller; at !== undefined; at = at.instance.caller) {
    const interrupts = interruptsOnEscalation(at.instance.graph, at.element, escalationCode);
    if (interrupts !== undefined) return interrupts;
  }
  return false;
}

function isCaught(caller: Caller | undefined, errorCode: string): boolean {
  for (let at = caller; at !== undefined; at = at.instance.caller) {
    if (catchesError(at.instance.graph, at.element, errorCode)) return true;
  }
  return false;
}

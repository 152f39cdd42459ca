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

/** One process instance of an office in memory. */
export class RunningInstance extends InMemoryProcess {
  constructor(
    graph: ProcessGraph,
    private readonly contextNow: () => EngineContext,
    readonly caller?: Caller,
  ) {
    super(graph, contextNow());
  }

  override send(...[command, graph]: Parameters<InMemoryProcess['send']>): ReturnType<InMemoryProcess['send']> {
    this.context = {
      ...this.contextNow(),
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

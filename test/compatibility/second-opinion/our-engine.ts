import { compileProcess, type GraphNode, type ProcessGraph } from '#bpmn';
import { catchesError, InMemoryProcess, type OpenThing } from '#engine';
import type { JsonObject } from '#foundation';
import { env, type EngineUnderTest, type Move, type Seen } from './engine-under-test.js';

/** A running process of the file: the one that was started, or one that a call activity has called. */
interface Running {
  readonly process: InMemoryProcess;
  readonly caller?: { readonly process: InMemoryProcess; readonly key: number; readonly element: string };
}

/**
 * Our engine, with the processes that are called run beside it: as little as the moves need, so that what is compared is
 * the engine and not the office in memory on which designers rehearse.
 */
export class OurEngine implements EngineUnderTest {
  private readonly running: Running[] = [];
  private readonly toldOf = new Map<InMemoryProcess, number>();

  private constructor(
    private readonly main: ProcessGraph,
    private readonly called: ReadonlyMap<string, ProcessGraph>,
  ) {}

  /** @param called keys of the other processes in the file. */
  static async load(bpmn: string, key = 'P', called: readonly string[] = []): Promise<OurEngine> {
    const graphs = await Promise.all(called.map(async (each) => [each, await compileProcess(bpmn, each)] as const));
    return new OurEngine(await compileProcess(bpmn, key), new Map(graphs));
  }

  async start(variables: JsonObject): Promise<void> {
    this.begin(this.main, variables);
    this.settle();
  }

  make(move: Move): void {
    switch (move[0]) {
      case 'complete':
        this.at('openTask', move[1]).completeTask(move[1], move[2]);
        break;
      case 'job':
        this.at('scheduleJob', move[1]).completeJob(move[1], move[2]);
        break;
      case 'error':
        this.at('scheduleJob', move[1]).failJob(move[1], move[2]);
        break;
      case 'timer':
        this.at('armTimer', move[1]).fireTimer(move[1]);
        break;
      case 'message':
        this.deliver(move[1], move[2]);
        break;
      case 'signal':
        for (const { process } of this.running) if (!process.ended) process.deliverSignal(move[1], move[2]);
        break;
      case 'set':
        this.first.setVariables(move[1]);
    }
    this.settle();
  }

  look(): Seen {
    const { ended: over, variables } = this.first;
    const ended = this.running.flatMap(({ process }) => this.newlyEnded(process));
    const open = this.running.flatMap(({ process }) => openIn(process));
    return { ended: ended.sort(), open: open.sort(), over, variables };
  }

  /** What is open, whether in a called process, and whether something catches the error named after it. */
  get waiting(): { readonly thing: OpenThing; readonly isCalled: boolean; readonly catchesError: boolean }[] {
    return this.running.flatMap(({ process: { graph, open }, caller }) =>
      [...open.values()]
        .filter(({ type }) => type !== 'startChild')
        .map((thing) => ({
          thing,
          isCalled: caller !== undefined,
          catchesError: catchesError(graph, thing.element, thing.element),
        })),
    );
  }

  private get first(): InMemoryProcess {
    return this.running[0]!.process;
  }

  private begin(graph: ProcessGraph, variables: JsonObject, caller?: Running['caller']): void {
    const process = new InMemoryProcess(graph, {
      ...env,
      callerCatches: (code) => caller !== undefined && catchesError(caller.process.graph, caller.element, code),
    });
    this.running.push({ process, ...(caller && { caller }) });
    process.start(variables);
  }

  /** Where an element has something of a kind open, or else the main process, which then says that it has not. */
  private at(type: string, element: string): InMemoryProcess {
    const isThere = ({ open }: InMemoryProcess) =>
      [...open.values()].some((thing) => thing.type === type && thing.element === element);
    return this.running.find(({ process }) => isThere(process))?.process ?? this.first;
  }

  private deliver(name: string, variables?: JsonObject): void {
    for (const { process } of this.running) {
      const catcher = [...process.open.values()].find((thing) => thing.type === 'subscribe' && thing.message === name);
      if (catcher !== undefined) {
        process.send({ type: 'deliverMessage', key: catcher.key, ...(variables && { variables }) });
        return;
      }
    }
    this.first.deliverMessage(name);
  }

  /** Brings callers and called together until nothing is left to tell. */
  private settle(): void {
    while (this.running.some((each) => this.tellCaller(each) || this.beginCalled(each)));
  }

  private tellCaller({ process, caller }: Running): boolean {
    if (caller === undefined) return false;
    const { key } = caller;
    const isAwaited = caller.process.open.has(key);
    if (!process.ended && !isAwaited) process.send({ type: 'cancel' });
    else if (process.ended && isAwaited) {
      const { outcome, variables } = process;
      if (outcome?.outcome === 'error')
        caller.process.send({ type: 'childFailed', key, errorCode: outcome.error.code, variables });
      else caller.process.send({ type: 'childEnded', key, variables });
    } else return false;
    return true;
  }

  private beginCalled({ process }: Running): boolean {
    for (const thing of process.open.values()) {
      if (thing.type !== 'startChild') continue;
      const graph = this.called.get(thing.calledElement);
      const isRunning = this.running.some(({ caller }) => caller?.process === process && caller.key === thing.key);
      if (graph === undefined || isRunning) continue;
      this.begin(graph, thing.variables, { process, key: thing.key, element: thing.element });
      return true;
    }
    return false;
  }

  private newlyEnded(process: InMemoryProcess): string[] {
    const { graph, history } = process;
    const since = history.slice(this.toldOf.get(process) ?? 0);
    this.toldOf.set(process, history.length);
    return since
      .filter(({ event, element }) => event === 'end' && element !== graph.key)
      .filter(({ element, elementType }) => elementType.endsWith('Body') || !isLoop(graph.nodes[element]))
      .map(({ element }) => element);
  }
}

/** Armed conditions are open to no one outside; bpmn-engine lists them. */
function openIn({ graph, open, state }: InMemoryProcess): string[] {
  const things = [...open.values()].filter(({ type }) => type !== 'startChild').map(({ element }) => element);
  const conditions = (state?.instances ?? []).filter(({ element }) => isConditional(graph.nodes[element]));
  return [...things, ...conditions.map(({ element }) => element)];
}

const isConditional = (node?: GraphNode): boolean =>
  node !== undefined && 'trigger' in node && node.trigger?.kind === 'conditional';

const isLoop = (node?: GraphNode): boolean =>
  node !== undefined && 'multiInstance' in node && (node.multiInstance ?? node.standardLoop) !== undefined;

import type { GraphNode } from '#bpmn';
import type { JsonObject, JsonValue } from '#foundation';
import type { ActivityInstance, ArmedCycle, CompensableActivity, Continuation, LoopProgress } from '../state.js';
import type { Behaviour } from './behaviour.js';
import type { PlannedNode } from './plan.js';

/** The outputs are the step's own list: copied for each run, thousands of runs in one step would cost their square. */
export interface WorkingLoop extends LoopProgress {
  readonly outputs?: JsonValue[];
}

/**
 * The working copy of one {@link ActivityInstance} during a step. Objects it shares with the state (`variables`,
 * `cycle`, …) are never changed in place, only replaced; its two lists, `loop.outputs` and `compensable`, are its own.
 */
export class Activity<N extends GraphNode = GraphNode> {
  variables: JsonObject | undefined;
  loop: WorkingLoop | undefined;
  cycle: ArmedCycle | undefined;
  signal: string | undefined;
  continuation: Continuation | undefined;
  compensable: CompensableActivity[] | undefined;
  /** See {@link ActivityInstance.joins}. Maps, because ids come from the file and may be any name. */
  joins: Map<string, Map<string, number>> | undefined;
  /** See {@link ActivityInstance.resetting}. */
  resetting: Set<string> | undefined;
  /** See {@link ActivityInstance.finishing}. */
  finishing = false;

  /** Live activities directly inside, in order of their keys. */
  children: Set<Activity> | undefined;
  /** What lives and dies with it without a token of its own, in order of keys. See {@link ActivityInstance.attachedTo}. */
  attached: Set<Activity> | undefined;
  /** Scopes: live children, tokens under way and tokens held at joins. The scope is done when it falls to zero. */
  tokens = 0;
  /** It has been entered; not while a job stands before it. Then it is in the history. */
  begun = false;
  /** Raised when everything inside is swept away while the scope lives on: tokens under way from before are stale. */
  generation = 0;
  /** Completed or cancelled in this step: work that is still on the agenda for it is dropped. */
  ended = false;

  constructor(
    readonly key: number,
    readonly planned: PlannedNode<N>,
    readonly behaviour: Behaviour<N>,
    /** The scope, or body around the runs of a loop, around it. */
    readonly parent: Activity | undefined,
    /** What it is attached to. */
    public host: Activity | undefined,
  ) {
    if (host) (host.attached ??= new Set()).add(this);
    else if (parent) (parent.children ??= new Set()).add(this);
  }

  get element(): N {
    return this.planned.node;
  }

  private get loops(): boolean {
    return this.planned.behaviour !== this.planned.ownBehaviour;
  }

  /** The one instance around the runs of a looping activity. */
  get isLoopBody(): boolean {
    return this.loops && this.behaviour === this.planned.behaviour;
  }

  /** One of the runs of a looping activity. */
  get isLoopRun(): boolean {
    return this.loops && this.behaviour === this.planned.ownBehaviour;
  }

  /** A boundary event, or the start event of an event sub-process: in the history only once it is triggered. */
  get isArmedEvent(): boolean {
    return this.host !== undefined && (this.element.type === 'boundaryEvent' || this.element.type === 'startEvent');
  }

  /** It waits for a job before or behind the element, not for what the element itself waits for. */
  get isHeldByJob(): boolean {
    const first = this.children?.values().next().value;
    return first?.continuation !== undefined && first.continuation.at !== 'take';
  }

  /** From now on it holds a token of its scope, as anything that is attached to nothing does. */
  leaveHost(): void {
    this.host?.attached?.delete(this);
    this.host = undefined;
    if (this.parent) (this.parent.children ??= new Set()).add(this);
  }

  detach(): void {
    this.ended = true;
    if (this.host) this.host.attached?.delete(this);
    else this.parent?.children?.delete(this);
  }

  toInstance(): ActivityInstance {
    const { key, parent, host, variables, joins, resetting, loop, cycle, signal, continuation, compensable } = this;
    return {
      key,
      element: this.element.id,
      ...(parent && { parent: parent.key }),
      ...(host && { attachedTo: host.key }),
      ...(variables && { variables }),
      ...(joins?.size && { joins: Object.fromEntries([...joins].map(([id, held]) => [id, Object.fromEntries(held)])) }),
      ...(resetting?.size && { resetting: [...resetting] }),
      ...(this.finishing && { finishing: true as const }),
      ...(this.isLoopBody && !loop && { body: true as const }),
      ...(loop && { loop }),
      ...(cycle && { cycle }),
      ...(signal !== undefined && { signal }),
      ...(continuation && { continuation }),
      ...(compensable?.length && { compensable }),
    };
  }
}

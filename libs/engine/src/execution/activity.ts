import type { GraphNode } from '#bpmn';
import type { JsonObject } from '#foundation';
import type { ActivityInstance, ArmedCycle, LoopProgress } from '../state.js';
import type { Behaviour } from './behaviour.js';
import type { PlannedNode } from './plan.js';

/**
 * The working copy of one {@link ActivityInstance} during a step. Objects it shares with the state (`variables`,
 * `cycle`) are never changed in place, only replaced.
 */
export class Activity<N extends GraphNode = GraphNode> {
  variables: JsonObject | undefined;
  loop: LoopProgress | undefined;
  cycle: ArmedCycle | undefined;
  /** See {@link ActivityInstance.joins}. Maps, because ids come from the file and may be any name. */
  joins: Map<string, Map<string, number>> | undefined;

  /** Live activities directly inside, in order of their keys. */
  children: Set<Activity> | undefined;
  /** Armed boundary events, in order of their keys. */
  attached: Set<Activity<GraphNode>> | undefined;
  /** Scopes: live children, tokens under way and tokens held at joins. The scope is done when it falls to zero. */
  tokens = 0;
  /** Completed or cancelled in this step: work that is still on the agenda for it is dropped. */
  ended = false;

  constructor(
    readonly key: number,
    readonly planned: PlannedNode<N>,
    readonly behaviour: Behaviour<N>,
    /** The scope, or multi-instance body, around it. */
    readonly parent: Activity | undefined,
    /** Armed boundary event: the activity it is attached to. */
    readonly host: Activity | undefined,
  ) {
    if (host) (host.attached ??= new Set()).add(this);
    else if (parent) (parent.children ??= new Set()).add(this);
  }

  get element(): N {
    return this.planned.node;
  }

  /** The one instance around the runs of a multi-instance activity. */
  get isMultiInstanceBody(): boolean {
    return this.planned.multiInstance !== undefined && this.behaviour === this.planned.behaviour;
  }

  /** One of the runs of a multi-instance activity. */
  get isMultiInstanceRun(): boolean {
    return this.planned.multiInstance !== undefined && this.behaviour !== this.planned.behaviour;
  }

  detach(): void {
    this.ended = true;
    if (this.host) this.host.attached?.delete(this);
    else this.parent?.children?.delete(this);
  }

  toInstance(): ActivityInstance {
    const { key, parent, host, variables, joins, loop, cycle } = this;
    return {
      key,
      element: this.element.id,
      ...(parent && { parent: parent.key }),
      ...(host && { attachedTo: host.key }),
      ...(variables && { variables }),
      ...(joins?.size && { joins: Object.fromEntries([...joins].map(([id, held]) => [id, Object.fromEntries(held)])) }),
      ...(loop && { loop }),
      ...(cycle && { cycle }),
    };
  }
}

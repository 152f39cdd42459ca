import type { GraphNode } from '#bpmn';
import type { EngineCommand } from '../command.js';
import type { Activity } from './activity.js';
import type { PlannedFlow, PlannedNode } from './plan.js';
import type { Step } from './step.js';

/** Commands that name one open activity by its key and are answered by its behaviour. */
export type ActivityCommand = Exclude<EngineCommand, { readonly type: 'start' | 'setVariables' | 'cancel' }>;

type Command<T extends ActivityCommand['type']> = Extract<ActivityCommand, { readonly type: T }>;

/** One optional method for every {@link ActivityCommand}. */
export interface CommandHandlers<N extends GraphNode = GraphNode> {
  completeTask?(step: Step, activity: Activity<N>, command: Command<'completeTask'>): void;
  completeJob?(step: Step, activity: Activity<N>, command: Command<'completeJob'>): void;
  failJob?(step: Step, activity: Activity<N>, command: Command<'failJob'>): void;
  fireTimer?(step: Step, activity: Activity<N>, command: Command<'fireTimer'>): void;
  deliverMessage?(step: Step, activity: Activity<N>, command: Command<'deliverMessage'>): void;
  childFailed?(step: Step, activity: Activity<N>, command: Command<'childFailed'>): void;
  childEnded?(step: Step, activity: Activity<N>, command: Command<'childEnded'>): void;
}

/**
 * What one BPMN element does: the whole contract between an element's file and the interpreter. Behaviours hold no
 * state (all that an instance remembers is in its {@link Activity}) and reach the world through `step.emit` only.
 */
export interface Behaviour<N extends GraphNode = GraphNode> {
  /** A token arrives on a flow. Absent: each token begins an activity of its own. */
  arrive?(step: Step, scope: Activity, node: PlannedNode<N>, flow: PlannedFlow): void;
  /**
   * The activity begins: it opens what it waits for, or completes at once. A boundary event is armed; one for errors is
   * triggered. What begins inside the activity is scheduled, not begun here.
   */
  enter(step: Step, activity: Activity<N>): void;
  /** Withdraws what `enter` opened, because the activity is cancelled (a boundary event: is disarmed). */
  withdraw?(step: Step, activity: Activity<N>): void;
  /** What may happen to it while it is open. For a command that is not listed it counts as not open. */
  readonly on?: CommandHandlers<N>;
  /** Containers: an activity directly inside has completed. Absent: its outgoing flows are taken. */
  childCompleted?(step: Step, activity: Activity<N>, child: Activity): void;
  /** Containers: no token is left inside. */
  drained?(step: Step, activity: Activity<N>): void;
}

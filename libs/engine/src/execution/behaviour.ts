import type { GraphNode } from '#bpmn';
import type { ExpressionText } from '#expressions';
import type { EngineCommand } from '../command.js';
import type { Activity } from './activity.js';
import type { Counted } from './evaluation.js';
import type { PlannedFlow, PlannedNode } from './plan.js';
import type { Step } from './step.js';

/** Commands that concern the instance as a whole; every other names one open activity and is answered by its behaviour. */
type InstanceCommand = 'start' | 'deliverSignal' | 'setVariables' | 'modify' | 'cancel';

export type ActivityCommand = Exclude<EngineCommand, { readonly type: InstanceCommand }>;

type Command<T extends ActivityCommand['type']> = Extract<ActivityCommand, { readonly type: T }>;

/** One optional method for every {@link ActivityCommand}. */
export interface CommandHandlers<N extends GraphNode = GraphNode> {
  completeTask?(step: Step, activity: Activity<N>, command: Command<'completeTask'>): void;
  completeJob?(step: Step, activity: Activity<N>, command: Command<'completeJob'>): void;
  failJob?(step: Step, activity: Activity<N>, command: Command<'failJob'>): void;
  fireTimer?(step: Step, activity: Activity<N>, command: Command<'fireTimer'>): void;
  rescheduleTimer?(step: Step, activity: Activity<N>, command: Command<'rescheduleTimer'>): void;
  disarmTimer?(step: Step, activity: Activity<N>, command: Command<'disarmTimer'>): void;
  deliverMessage?(step: Step, activity: Activity<N>, command: Command<'deliverMessage'>): void;
  childEnded?(step: Step, activity: Activity<N>, command: Command<'childEnded'>): void;
  childFailed?(step: Step, activity: Activity<N>, command: Command<'childFailed'>): void;
  childEscalated?(step: Step, activity: Activity<N>, command: Command<'childEscalated'>): void;
  startActivity?(step: Step, activity: Activity<N>, command: Command<'startActivity'>): void;
  completeAdHoc?(step: Step, activity: Activity<N>, command: Command<'completeAdHoc'>): void;
}

/** Until when something is to be done, or when it happens, by the text of its model. */
export interface DueTime {
  readonly text: ExpressionText;
  /** ISO 8601 instant in UTC; undefined: the text yields none. */
  count(): Counted<string> | undefined;
}

/**
 * What one BPMN element does: the whole contract between an element's file and the interpreter. Behaviours hold no
 * state (all that an instance remembers is in its {@link Activity}) and reach the world through `step.emit` only.
 */
export interface Behaviour<N extends GraphNode = GraphNode> {
  /** A token arrives on a flow. Absent: each token begins an activity of its own. */
  arrive?(step: Step, scope: Activity, node: PlannedNode<N>, flow: PlannedFlow): void;
  /** Joins whose tokens wait for others: no other can come any more. */
  nothingElseComes?(step: Step, scope: Activity, node: PlannedNode<N>): void;
  /**
   * The activity begins: it opens what it waits for, or completes at once. A boundary event, or the start event of an
   * event sub-process, is armed. What begins inside the activity is scheduled, not begun here.
   */
  enter(step: Step, activity: Activity<N>): void;
  /** Withdraws what `enter` opened, because the activity is cancelled (an armed event: is disarmed). */
  withdraw?(step: Step, activity: Activity<N>): void;
  /** What may happen to it while it is open. For a command that is not listed it counts as not open. */
  readonly on?: CommandHandlers<N>;
  /** Its time as its model gives it at `step.context.now`. Absent, or undefined: it has none that can be counted anew. */
  dueTime?(step: Step, activity: Activity<N>): DueTime | undefined;
  /** A signal that it is armed for (`activity.signal`) was thrown. */
  signalled?(step: Step, activity: Activity<N>): void;
  /** Conditional events: a variable that it watches has changed, or it has just been armed. */
  reconsider?(step: Step, activity: Activity<N>): void;
  /**
   * Containers: an activity directly inside has completed. Absent: its outgoing flows are taken.
   *
   * @param flows those that its token would take, where that is decided already.
   */
  childCompleted?(step: Step, activity: Activity<N>, child: Activity, flows?: readonly PlannedFlow[]): void;
  /** Containers: an interrupting event sub-process has swept everything away and takes its place. */
  interrupted?(step: Step, activity: Activity<N>): void;
  /** Containers: no token is left inside. */
  drained?(step: Step, activity: Activity<N>): void;
  /** The process, which has nowhere to go on to: it has ended. */
  finished?(step: Step, activity: Activity<N>): void;
}

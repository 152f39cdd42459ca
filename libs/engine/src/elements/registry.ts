import type { EventTrigger, GraphNode, NodeType } from '#bpmn';
import { UnsupportedElementError } from '../errors.js';
import type { Behaviour } from '../execution/behaviour.js';
import { callActivity } from './activities/call-activity.js';
import { manualTask } from './activities/manual-task.js';
import { serviceTask } from './activities/service-task.js';
import { subProcess } from './activities/sub-process.js';
import { task } from './activities/task.js';
import { userTask } from './activities/user-task.js';
import { errorBoundaryEvent } from './events/error-boundary-event.js';
import { errorEndEvent } from './events/error-end-event.js';
import { messageBoundaryEvent } from './events/message-boundary-event.js';
import { messageCatchEvent } from './events/message-catch-event.js';
import { noneEndEvent } from './events/none-end-event.js';
import { noneStartEvent } from './events/none-start-event.js';
import { noneThrowEvent } from './events/none-throw-event.js';
import { terminateEndEvent } from './events/terminate-end-event.js';
import { timerBoundaryEvent } from './events/timer-boundary-event.js';
import { timerCatchEvent } from './events/timer-catch-event.js';
import { exclusiveGateway } from './gateways/exclusive-gateway.js';
import { parallelGateway } from './gateways/parallel-gateway.js';
import { process } from './process.js';

type EventType = Extract<NodeType, `${string}Event`>;
type Trigger = EventTrigger['kind'] | 'none';

/** BPMN has no such event, or the engine does not execute it; the compiler refuses the file before it comes here. */
const unsupported = null;

const behaviours: Record<Exclude<NodeType, EventType>, Behaviour> = {
  process,
  subProcess,
  task,
  manualTask,
  userTask,
  serviceTask,
  callActivity,
  exclusiveGateway,
  parallelGateway,
};

/** Which triggers exist where (BPMN 2.0.2 §10.5.2 to §10.5.4). */
const events: Record<EventType, Record<Trigger, Behaviour | null>> = {
  startEvent: {
    none: noneStartEvent,
    timer: unsupported,
    message: unsupported,
    error: unsupported,
    terminate: unsupported,
  },
  intermediateCatchEvent: {
    none: unsupported,
    timer: timerCatchEvent,
    message: messageCatchEvent,
    error: unsupported,
    terminate: unsupported,
  },
  intermediateThrowEvent: {
    none: noneThrowEvent,
    timer: unsupported,
    message: unsupported,
    error: unsupported,
    terminate: unsupported,
  },
  boundaryEvent: {
    none: unsupported,
    timer: timerBoundaryEvent,
    message: messageBoundaryEvent,
    error: errorBoundaryEvent,
    terminate: unsupported,
  },
  endEvent: {
    none: noneEndEvent,
    timer: unsupported,
    message: unsupported,
    error: errorEndEvent,
    terminate: terminateEndEvent,
  },
};

/**
 * The behaviour of a node. Both tables are exhaustive by type: a new node type or trigger does not compile until every
 * place of it is decided.
 *
 * @throws UnsupportedElementError for an event whose trigger has no place there.
 */
export function behaviourOf(node: GraphNode): Behaviour {
  if (!isEvent(node)) return behaviours[node.type];
  const trigger = node.trigger?.kind ?? 'none';
  const behaviour = events[node.type][trigger];
  if (behaviour === unsupported) throw new UnsupportedElementError(node.id, `${node.type} with trigger ${trigger}`);
  return behaviour;
}

function isEvent(node: GraphNode): node is Extract<GraphNode, { readonly type: EventType }> {
  return node.type in events;
}

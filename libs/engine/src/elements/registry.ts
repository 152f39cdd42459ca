import type { EventTrigger, GraphNode, NodeType } from '#bpmn';
import { UnsupportedElementError } from '../errors.js';
import type { Behaviour } from '../execution/behaviour.js';
import { adHocSubProcess } from './activities/ad-hoc-sub-process.js';
import { businessRuleTask } from './activities/business-rule-task.js';
import { callActivity } from './activities/call-activity.js';
import { eventSubProcess } from './activities/event-sub-process.js';
import { manualTask } from './activities/manual-task.js';
import { multiInstanceBody } from './activities/multi-instance.js';
import { receiveTask } from './activities/receive-task.js';
import { scriptTask } from './activities/script-task.js';
import { sendTask } from './activities/send-task.js';
import { serviceTask } from './activities/service-task.js';
import { standardLoopBody } from './activities/standard-loop.js';
import { subProcess } from './activities/sub-process.js';
import { task } from './activities/task.js';
import { transaction } from './activities/transaction.js';
import { userTask } from './activities/user-task.js';
import { cancelBoundaryEvent } from './events/cancel-boundary-event.js';
import { cancelEndEvent } from './events/cancel-end-event.js';
import { compensationBoundaryEvent } from './events/compensation-boundary-event.js';
import { compensationEndEvent } from './events/compensation-end-event.js';
import { compensationStartEvent } from './events/compensation-start-event.js';
import { compensationThrowEvent } from './events/compensation-throw-event.js';
import { conditionalBoundaryEvent } from './events/conditional-boundary-event.js';
import { conditionalCatchEvent } from './events/conditional-catch-event.js';
import { conditionalStartEvent, conditionalSubProcessStartEvent } from './events/conditional-start-event.js';
import { errorBoundaryEvent } from './events/error-boundary-event.js';
import { errorEndEvent } from './events/error-end-event.js';
import { errorStartEvent } from './events/error-start-event.js';
import { escalationBoundaryEvent } from './events/escalation-boundary-event.js';
import { escalationEndEvent } from './events/escalation-end-event.js';
import { escalationStartEvent } from './events/escalation-start-event.js';
import { escalationThrowEvent } from './events/escalation-throw-event.js';
import { linkCatchEvent } from './events/link-catch-event.js';
import { linkThrowEvent } from './events/link-throw-event.js';
import { messageBoundaryEvent } from './events/message-boundary-event.js';
import { messageCatchEvent } from './events/message-catch-event.js';
import { messageEndEvent } from './events/message-end-event.js';
import { messageStartEvent, messageSubProcessStartEvent } from './events/message-start-event.js';
import { messageThrowEvent } from './events/message-throw-event.js';
import { noneEndEvent } from './events/none-end-event.js';
import { noneStartEvent } from './events/none-start-event.js';
import { noneThrowEvent } from './events/none-throw-event.js';
import { signalBoundaryEvent } from './events/signal-boundary-event.js';
import { signalCatchEvent } from './events/signal-catch-event.js';
import { signalEndEvent } from './events/signal-end-event.js';
import { signalStartEvent, signalSubProcessStartEvent } from './events/signal-start-event.js';
import { signalThrowEvent } from './events/signal-throw-event.js';
import { terminateEndEvent } from './events/terminate-end-event.js';
import { timerBoundaryEvent } from './events/timer-boundary-event.js';
import { timerCatchEvent } from './events/timer-catch-event.js';
import { timerStartEvent, timerSubProcessStartEvent } from './events/timer-start-event.js';
import { complexGateway } from './gateways/complex-gateway.js';
import { eventBasedGateway } from './gateways/event-based-gateway.js';
import { exclusiveGateway } from './gateways/exclusive-gateway.js';
import { inclusiveGateway } from './gateways/inclusive-gateway.js';
import { parallelGateway } from './gateways/parallel-gateway.js';
import { process } from './process.js';

type EventType = Extract<NodeType, `${string}Event`>;
type Trigger = EventTrigger['kind'] | 'none';
type EventPlace = EventType | 'subProcessStartEvent';

const behaviours: Record<Exclude<NodeType, EventType>, Behaviour> = {
  process,
  subProcess,
  transaction,
  adHocSubProcess,
  eventSubProcess,
  task,
  manualTask,
  userTask,
  serviceTask,
  sendTask,
  receiveTask,
  scriptTask,
  businessRuleTask,
  callActivity,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  complexGateway,
  eventBasedGateway,
};

/**
 * Which triggers exist where (BPMN 2.0.2 §10.5.2 to §10.5.6, table 10.93). What is not listed BPMN does not have; the
 * compiler refuses such a file before it comes here.
 */
const events: Record<EventPlace, Partial<Record<Trigger, Behaviour>>> = {
  startEvent: {
    none: noneStartEvent,
    message: messageStartEvent,
    timer: timerStartEvent,
    signal: signalStartEvent,
    conditional: conditionalStartEvent,
  },
  subProcessStartEvent: {
    message: messageSubProcessStartEvent,
    timer: timerSubProcessStartEvent,
    error: errorStartEvent,
    signal: signalSubProcessStartEvent,
    escalation: escalationStartEvent,
    conditional: conditionalSubProcessStartEvent,
    compensation: compensationStartEvent,
  },
  intermediateCatchEvent: {
    message: messageCatchEvent,
    timer: timerCatchEvent,
    signal: signalCatchEvent,
    conditional: conditionalCatchEvent,
    link: linkCatchEvent,
  },
  intermediateThrowEvent: {
    none: noneThrowEvent,
    message: messageThrowEvent,
    signal: signalThrowEvent,
    escalation: escalationThrowEvent,
    link: linkThrowEvent,
    compensation: compensationThrowEvent,
  },
  boundaryEvent: {
    message: messageBoundaryEvent,
    timer: timerBoundaryEvent,
    error: errorBoundaryEvent,
    signal: signalBoundaryEvent,
    escalation: escalationBoundaryEvent,
    conditional: conditionalBoundaryEvent,
    compensation: compensationBoundaryEvent,
    cancel: cancelBoundaryEvent,
  },
  endEvent: {
    none: noneEndEvent,
    message: messageEndEvent,
    signal: signalEndEvent,
    error: errorEndEvent,
    escalation: escalationEndEvent,
    compensation: compensationEndEvent,
    cancel: cancelEndEvent,
    terminate: terminateEndEvent,
  },
};

/**
 * The behaviour of a node, without its loop.
 * @throws UnsupportedElementError for an event whose trigger has no place there.
 */
export function behaviourOf(node: GraphNode): Behaviour {
  const trigger = 'trigger' in node ? (node.trigger?.kind ?? 'none') : 'none';
  if (!isEvent(node)) return behaviours[node.type];
  const place = placeOf(node);
  const behaviour = events[place][trigger];
  if (behaviour) return behaviour;
  const kind = place === 'subProcessStartEvent' ? 'the start event of an event sub-process' : `an event of type ${place}`;
  throw new UnsupportedElementError(node.id, `${kind} with trigger ${trigger}`);
}

/** The behaviour of the body around the runs of a looping activity; undefined for one that does not loop. */
export function loopBehaviourOf(node: GraphNode): Behaviour | undefined {
  if ('multiInstance' in node && node.multiInstance) return multiInstanceBody;
  return 'standardLoop' in node && node.standardLoop ? standardLoopBody : undefined;
}

/** The start event of an event sub-process is armed, any other is where a token begins. */
function placeOf(node: Extract<GraphNode, { readonly type: EventType }>): EventPlace {
  return node.type === 'startEvent' && node.interrupting !== undefined ? 'subProcessStartEvent' : node.type;
}

function isEvent(node: GraphNode): node is Extract<GraphNode, { readonly type: EventType }> {
  return node.type in events;
}

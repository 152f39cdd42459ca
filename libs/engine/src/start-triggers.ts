import type { EventTrigger, ProcessGraph, ReceiveTaskNode, TimerTrigger } from '#bpmn';
import { evaluate, type ExpressionEnv } from '#expressions';
import { CongvanError } from '#foundation';
import { UnusableAttributeError } from './errors.js';
import { nextOfCycle, type Timing, timingOf } from './execution/timers.js';
import type { ArmedCycle } from './state.js';

/** One way in which an instance begins other than by hand. */
export interface StartTrigger {
  /** For the `at` of the start command. */
  readonly element: string;
  readonly trigger: Extract<EventTrigger, { readonly kind: 'timer' | 'message' | 'signal' | 'conditional' }>;
}

/**
 * What begins instances of a process (BPMN 2.0.2 §13.2): its start events with a trigger, its instantiating receive
 * tasks, and the events and receive tasks behind its instantiating event-based gateways.
 */
export function startTriggers({ nodes, flows, key }: ProcessGraph): readonly StartTrigger[] {
  return Object.values(nodes).flatMap((node): StartTrigger[] => {
    if (node.scope !== key) return [];
    if (node.type === 'startEvent') return node.trigger ? beginning(node.id, node.trigger) : [];
    if (node.type === 'receiveTask') return node.instantiate ? [byMessage(node)] : [];
    if (node.type !== 'eventBasedGateway' || !node.instantiate) return [];
    return node.outgoing.flatMap((flow) => {
      const target = nodes[flows[flow]?.target ?? ''];
      if (target?.type === 'receiveTask') return [byMessage(target)];
      return target?.type === 'intermediateCatchEvent' && target.trigger ? beginning(target.id, target.trigger) : [];
    });
  });
}

/**
 * When the timer of a start event fires first; null when never.
 * @throws UnusableAttributeError
 */
export function startTimer(element: string, trigger: TimerTrigger, env: ExpressionEnv): Timing | null {
  try {
    return timingOf(trigger, evaluate(trigger.value, {}, env), env);
  } catch (error) {
    if (error instanceof CongvanError) throw new UnusableAttributeError(element, `timer ${trigger.timer}`, error);
    throw error;
  }
}

/** The firing of a start timer after one that has fired; null when that was the last. */
export function nextStartTimer(cycle: ArmedCycle, trigger: TimerTrigger, env: ExpressionEnv): Timing | null {
  const next = nextOfCycle(cycle, trigger, env);
  return next ? { due: next.due, cycle: next } : null;
}

function beginning(element: string, trigger: EventTrigger): StartTrigger[] {
  switch (trigger.kind) {
    case 'timer':
    case 'message':
    case 'signal':
    case 'conditional':
      return [{ element, trigger }];
    default:
      return [];
  }
}

/** A task that names no message waits for one called like its id. */
function byMessage({ id: element, message = { message: element } }: ReceiveTaskNode): StartTrigger {
  return { element, trigger: { kind: 'message', ...message } };
}

import type { ProcessGraph } from '#bpmn';
import { startTimer, startTriggers, type Timing } from '#engine';
import { evaluate, type ExpressionEnv, toText } from '#expressions';

/** A message, signal or condition with which instances of a process begin: a row of `start_subscription`. */
export interface StartSubscription {
  /** BPMN id. */
  readonly element: string;
  readonly kind: 'message' | 'signal' | 'condition';
  /** Of the message or signal. */
  readonly name: string | null;
}

export interface StartTimer extends Timing {
  readonly element: string;
}

/**
 * What begins instances of a process besides people. Names and timers may be expressions, though nothing has variables
 * yet.
 * @throws UnusableAttributeError for a timer, ExpressionEvaluationError or ValueError for a name that has no value.
 */
export function readStarts(
  graph: ProcessGraph,
  env: ExpressionEnv,
): { readonly subscriptions: readonly StartSubscription[]; readonly timers: readonly StartTimer[] } {
  const subscriptions: StartSubscription[] = [];
  const timers: StartTimer[] = [];
  for (const { element, trigger } of startTriggers(graph)) {
    switch (trigger.kind) {
      case 'message':
        subscriptions.push({ element, kind: 'message', name: toText(evaluate(trigger.message, {}, env)) });
        break;
      case 'signal':
        subscriptions.push({ element, kind: 'signal', name: toText(evaluate(trigger.signal, {}, env)) });
        break;
      case 'conditional':
        subscriptions.push({ element, kind: 'condition', name: null });
        break;
      case 'timer': {
        const timing = startTimer(element, trigger, env);
        if (timing !== null) timers.push({ element, ...timing });
      }
    }
  }
  return { subscriptions, timers };
}

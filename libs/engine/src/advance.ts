import type { ProcessGraph } from '#bpmn';
import type { EngineCommand, EngineContext } from './command.js';
import type { EngineEffect } from './effect.js';
import { NotOpenError } from './errors.js';
import type { Activity } from './execution/activity.js';
import type { ActivityCommand } from './execution/behaviour.js';
import { cancel } from './execution/cancel.js';
import { runToRest } from './execution/run.js';
import { deliverSignal } from './execution/signals.js';
import { startInstance } from './execution/start.js';
import { Step } from './execution/step.js';
import { declareVariables } from './execution/variables.js';
import { modify } from './live-change/modify.js';
import { planOf } from './plan-of.js';
import type { EngineState } from './state.js';

/** What one step comes to: the state to store in place of the given one, and what the world must now do, in order. */
export interface Advance {
  readonly state: EngineState;
  readonly effects: readonly EngineEffect[];
}

/**
 * Takes a process instance from one stable state to the next: applies one command and runs every token until it waits.
 *
 * Pure: no input/output, no clock, no random numbers, no promises. The given state is not changed; equal arguments give
 * equal results, to the byte. Whatever it throws, the given state still stands and may be tried again.
 *
 * @param state `null` for `start`, else the state of the step before; it may have been through JSON.
 * @throws EngineError with a stable code and, where there is one, the id of the element that cannot go on.
 */
export function advance(
  graph: ProcessGraph,
  state: EngineState | null,
  command: EngineCommand,
  context: EngineContext,
): Advance {
  const step = new Step(planOf(graph), context, state);
  switch (command.type) {
    case 'start':
      startInstance(step, command);
      break;
    case 'deliverSignal':
      requireRunning(step, command);
      deliverSignal(step, command.signal, command.variables, command.keys);
      break;
    case 'cancel':
      cancelInstance(step);
      break;
    case 'setVariables':
      setVariables(step, command);
      break;
    case 'modify':
      modify(step, command);
      break;
    default:
      handleByActivity(step, command);
  }
  runToRest(step);
  return { state: step.save(), effects: step.effects };
}

type CommandOf<T extends EngineCommand['type']> = Extract<EngineCommand, { readonly type: T }>;

function cancelInstance(step: Step): void {
  const root = requireRunning(step, { type: 'cancel' });
  cancel(step, root);
  step.emit({ type: 'endInstance', outcome: 'cancelled', variables: root.variables ?? {} });
}

function requireRunning({ root }: Step, { type }: Pick<EngineCommand, 'type'>): Activity {
  if (!root) throw new NotOpenError(`${type}: the instance does not run.`);
  return root;
}

function setVariables(step: Step, { key, variables }: CommandOf<'setVariables'>): void {
  const scope = key === undefined ? step.root : step.find(key);
  if (!scope) {
    const what = key === undefined ? 'the instance does not run' : `nothing with key ${key} is open`;
    throw new NotOpenError(`setVariables: ${what}.`);
  }
  declareVariables(step, scope, variables);
}

function handleByActivity(step: Step, command: ActivityCommand): void {
  const activity = step.find(command.key);
  // The type of the command selects the method that takes it; TypeScript cannot follow that through the union.
  const handle = activity?.behaviour.on?.[command.type] as
    ((step: Step, activity: Activity, command: ActivityCommand) => void) | undefined;
  if (!activity || activity.isHeldByJob || !handle) {
    throw new NotOpenError(`${command.type}: nothing with key ${command.key} is open for it.`);
  }
  handle(step, activity, command);
}

import type { ProcessGraph } from '#bpmn';
import {
  advance,
  type Advance,
  catchesError,
  type DecisionRequest,
  type EngineCommand,
  type EngineContext,
  type EngineEffect,
  type EngineState,
  interruptsOnEscalation,
} from '#engine';
import type { CommandContext } from '../executor/command.js';
import type { LoadedDecision } from '../definitions/decision-store.js';
import type { LockedInstance } from './instance.js';

/** What a step needs to know of its instance besides the state. */
type Stepping = Pick<LockedInstance, 'definitionId' | 'parentInstanceId' | 'parentActivityKey' | 'businessKey'>;

/** Asks the engine for the next step of an instance. Nothing is written. */
export async function takeStep(
  context: CommandContext,
  instance: Stepping,
  state: EngineState | null,
  command: EngineCommand,
): Promise<Advance> {
  const graph = await context.definitions.graph(context.tx, instance.definitionId);
  return computeStep(context, instance, (known) => advance(graph, state, command, known));
}

/**
 * Computes a step of an instance with all that the engine may ask about the world. Nothing is written.
 *
 * What only the database knows is looked up when a step turns out to need it, and it is then computed once more. That
 * is safe, since the engine is pure, and spares every other step the look-up: whether a caller catches an error that
 * leaves the instance, or is interrupted by an escalation that does (both assumed until they prove wrong), and the
 * decisions that are asked for, whose names may be computed by the step itself.
 *
 * @param instance as it is after the step: the decisions are those of this definition.
 */
export async function computeStep(
  context: CommandContext,
  instance: Stepping,
  compute: (known: EngineContext) => Advance,
): Promise<Advance> {
  const { now, zone, calendar, scripts, definitions } = context;
  const businessKey = instance.businessKey ?? undefined;
  const uncaught = new Set<string>();
  const harmless = new Set<string | undefined>();
  const isCalled = instance.parentInstanceId !== null;
  const callerCatches = (errorCode: string) => isCalled && !uncaught.has(errorCode);
  const callerInterrupts = (escalationCode?: string) => isCalled && !harmless.has(escalationCode);
  const decisions = new Map<string, LoadedDecision>();
  for (;;) {
    let missing: DecisionRequest | undefined;
    const decide: EngineContext['decide'] = (request, variables) => {
      const decision = decisions.get(nameOf(request));
      if (decision !== undefined) return decision(variables, { now, zone, calendar, businessKey });
      missing = request;
      throw new DecisionMissingSignal();
    };
    let step: Advance;
    try {
      step = compute({ now, zone, businessKey, calendar, scripts, decide, callerCatches, callerInterrupts });
    } catch (error) {
      if (missing === undefined) throw error;
      decisions.set(nameOf(missing), await definitions.decisions.load(context.tx, missing, instance.definitionId));
      continue;
    }
    const end = step.effects.at(-1);
    if (end?.type !== 'endInstance' || end.outcome === 'completed') return step;
    if (end.outcome === 'error') {
      if (await isCaughtByCaller(context, instance, end.error.code)) return step;
      uncaught.add(end.error.code);
    } else {
      const escalated = step.effects.findLast(isEscalation);
      if (escalated === undefined || !callerInterrupts(escalated.escalationCode)) return step;
      if (await isCallerInterrupted(context, instance, escalated.escalationCode)) return step;
      harmless.add(escalated.escalationCode);
    }
  }
}

/** Stops a step that cannot go on without a decision; never leaves {@link computeStep}. */
class DecisionMissingSignal extends Error {}

function nameOf({ key, binding, bindingValue = '' }: DecisionRequest): string {
  return JSON.stringify([key, binding, bindingValue]);
}

function isEscalation(effect: EngineEffect): effect is Extract<EngineEffect, { readonly type: 'escalate' }> {
  return effect.type === 'escalate';
}

async function isCaughtByCaller(context: CommandContext, called: Stepping, errorCode: string): Promise<boolean> {
  for await (const { graph, callActivity } of callersOf(context, called)) {
    if (catchesError(graph, callActivity, errorCode)) return true;
  }
  return false;
}

async function isCallerInterrupted(context: CommandContext, called: Stepping, escalationCode?: string): Promise<boolean> {
  for await (const { graph, callActivity } of callersOf(context, called)) {
    const interrupts = interruptsOnEscalation(graph, callActivity, escalationCode);
    if (interrupts !== undefined) return interrupts;
  }
  return false;
}

/**
 * The call activities that wait for an instance, the nearest first. Callers are not locked for this: where a call
 * activity stands in its graph does not change while it waits.
 */
async function* callersOf(
  context: CommandContext,
  called: Stepping,
): AsyncGenerator<{ readonly graph: ProcessGraph; readonly callActivity: string }> {
  for (let instance = called; instance.parentInstanceId !== null; ) {
    const [caller] = await context.tx.query<Stepping & { callActivity: string }>(
      `select i.definition_id as "definitionId", i.business_key as "businessKey",
         i.parent_instance_id as "parentInstanceId", i.parent_activity_key as "parentActivityKey", a.element_id as "callActivity"
       from process_instance i join activity a on a.instance_id = i.id and a.activity_key = $2
       where i.id = $1`,
      [instance.parentInstanceId, instance.parentActivityKey],
    );
    if (caller === undefined) return;
    yield { graph: await context.definitions.graph(context.tx, caller.definitionId), callActivity: caller.callActivity };
    instance = caller;
  }
}

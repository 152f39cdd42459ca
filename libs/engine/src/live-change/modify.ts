import type { JsonObject } from '#foundation';
import type { EngineCommand, ModificationInstruction } from '../command.js';
import { NotOpenError } from '../errors.js';
import type { Activity } from '../execution/activity.js';
import { arm, begin } from '../execution/begin.js';
import { cancel } from '../execution/cancel.js';
import { record } from '../execution/history.js';
import { applyInputs } from '../execution/mappings.js';
import type { PlannedFlow, PlannedNode } from '../execution/plan.js';
import type { Step } from '../execution/step.js';
import { checkDrained, flowsToTake, sendTokens } from '../execution/tokens.js';
import { declareVariables, writeVariables } from '../execution/variables.js';
import { ModificationImpossibleError } from './errors.js';

type Instruction<T extends ModificationInstruction['type']> = Extract<ModificationInstruction, { readonly type: T }>;
type Start = Instruction<'startBefore' | 'startAfter' | 'startTransition'>;
type Cancel = Instruction<'cancel' | 'cancelAll'>;

/**
 * An operator moves tokens by hand: every instruction in order, or none.
 *
 * A scope ends with the modification when the last token in it was cancelled and none was started there: it is
 * cancelled, not completed, since its work was not done. So is the whole instance.
 *
 * @throws ModificationImpossibleError for what the process does not have, or where several scopes could be meant;
 *   NotOpenError for what does not live.
 */
export function modify(step: Step, { instructions }: Extract<EngineCommand, { readonly type: 'modify' }>): void {
  if (!step.root) throw new NotOpenError('modify: the instance does not run.');
  const touched = new Set<Activity>();
  for (const instruction of instructions) {
    if (instruction.type === 'cancel' || instruction.type === 'cancelAll') {
      for (const activity of named(step, instruction)) touched.add(withdraw(step, activity));
    } else {
      start(step, instruction);
    }
  }
  for (const scope of touched) closeIfEmpty(step, scope);
}

function named(step: Step, instruction: Cancel): Activity[] {
  if (instruction.type === 'cancel') {
    const found = step.find(instruction.key);
    // The job before or behind an element goes with the element.
    const activity = found?.continuation && found.parent?.isHeldByJob ? found.parent : found;
    if (!activity || activity.host) throw new NotOpenError(`cancel: no activity with key ${instruction.key} is live.`);
    return [activity];
  }
  plannedNode(step, instruction.element);
  // Only the outermost of each: a run goes with its body, a job with its element.
  return [...step.activities()].filter(
    ({ element, parent, host, continuation }) =>
      element.id === instruction.element && !host && parent?.element !== element && continuation?.at !== 'take',
  );
}

/** @returns the scope, or body of a loop, in which it was. */
function withdraw(step: Step, activity: Activity): Activity {
  const { parent } = activity;
  if (!parent) throw notHere(activity.element.id, 'it is the process itself', 'Cancel the instance.');
  if (activity.ended) return parent;
  cancel(step, activity);
  parent.tokens -= 1;
  if (activity.isLoopRun && parent.loop?.total !== undefined) leaveOut(step, parent, parent.loop.total);
  return parent;
}

/** A parallel loop goes on with one run less. */
function leaveOut(step: Step, body: Activity, total: number): void {
  if (!body.loop) return;
  body.loop = { ...body.loop, total: total - 1 };
  declareVariables(step, body, { nrOfInstances: total - 1, nrOfActiveInstances: body.children?.size ?? 0 });
}

function closeIfEmpty(step: Step, scope: Activity): void {
  if (scope.ended || !isEmpty(scope)) return;
  if (scope.parent) {
    closeIfEmpty(step, withdraw(step, scope));
  } else {
    cancel(step, scope);
    step.emit({ type: 'endInstance', outcome: 'cancelled', variables: scope.variables ?? {} });
  }
}

function isEmpty({ element, isLoopBody, children, tokens, finishing }: Activity): boolean {
  if (isLoopBody) return (children?.size ?? 0) === 0;
  const offers = element.type === 'adHocSubProcess' && element.choices.length > 0 && !finishing;
  return tokens === 0 && !offers;
}

function start(step: Step, instruction: Start): void {
  const { variables = {} } = instruction;
  if (instruction.type === 'startTransition') {
    const flow = step.plan.flows.get(instruction.flow);
    if (!flow) throw notHere(instruction.flow, 'the process has no such sequence flow', 'Correct the id.');
    sendTokens(step, scopeFor(step, flow.target, instruction, variables), [flow]);
    return;
  }
  const node = plannedNode(step, instruction.element);
  if (instruction.type === 'startBefore') refuseUntriggered(node);
  const scope = scopeFor(step, node, instruction, variables);
  if (instruction.type === 'startBefore') {
    scope.tokens += 1;
    begin(step, node, scope);
  } else {
    sendTokens(step, scope, flowsBehind(step, node, scope));
    checkDrained(step, scope);
  }
}

function flowsBehind(step: Step, node: PlannedNode, scope: Activity): readonly PlannedFlow[] {
  const done = step.create(node, node.ownBehaviour, scope);
  const flows = flowsToTake(step, done);
  step.remove(done);
  return flows;
}

/** The live scope in which a token can begin at the node, with the scopes around it begun where they do not run. */
function scopeFor(step: Step, node: PlannedNode, { scope: key }: Start, variables: JsonObject): Activity {
  if (!node.scope) throw notHere(node.node.id, 'it is the process itself', 'Name an element inside it.');
  const chosen = key === undefined ? undefined : liveScope(step, node, key);
  const path: PlannedNode[] = [];
  for (let at = node.scope; at && at !== chosen?.planned && at.scope; at = at.scope) path.unshift(at);
  let scope = chosen ?? step.root!;
  for (const inner of path) scope = runningIn(scope, inner, node) ?? beginScope(step, inner, scope);
  writeVariables(step, scope, variables);
  return scope;
}

/** What is begun by something that happens, not by a token, cannot be begun by hand either. */
function refuseUntriggered({ node }: PlannedNode): void {
  const triggered = node.type === 'startEvent' && node.trigger !== undefined;
  if (!triggered && node.type !== 'boundaryEvent' && node.type !== 'eventSubProcess') return;
  throw notHere(node.id, 'only what it waits for can begin it', 'Start after it, or before an element inside it.');
}

function liveScope(step: Step, { node, scope }: PlannedNode, key: number): Activity {
  const live = step.find(key);
  if (!live || live.host || live.continuation) throw new NotOpenError(`modify: no scope with key ${key} is live.`);
  for (let around = scope; around; around = around.scope) {
    if (around === live.planned && !live.isLoopBody) return live;
  }
  throw notHere(node.id, `it does not lie in ${live.element.id}, which has the key ${key}`, 'Name a scope around it.');
}

function runningIn(around: Activity, scope: PlannedNode, node: PlannedNode): Activity | undefined {
  const inside = [...(around.children ?? [])].filter(({ planned, continuation }) => planned === scope && !continuation);
  const running = inside.flatMap((activity) => (activity.isLoopBody ? [...(activity.children ?? [])] : [activity]));
  if (running.length > 1) {
    const keys = running.map(({ key }) => key).join(', ');
    throw notHere(node.node.id, `${scope.node.id} runs several times (keys ${keys})`, 'Name one of these keys as scope.');
  }
  return running[0];
}

/** A scope begins without a token at its start events. */
function beginScope(step: Step, planned: PlannedNode, around: Activity): Activity {
  if (planned.behaviour !== planned.ownBehaviour) {
    throw notHere(planned.node.id, 'it is a loop that does not run', 'Start before the loop itself.');
  }
  around.tokens += 1;
  const scope = step.create(planned, planned.behaviour, around);
  scope.begun = true;
  record(step, scope, 'start');
  applyInputs(step, scope);
  // An ad-hoc sub-process begins with an offer to people, not with a token.
  if (planned.node.type === 'adHocSubProcess') planned.behaviour.enter(step, scope);
  for (const event of planned.boundaryEvents) arm(step, event, scope, around);
  for (const event of planned.armedStarts) arm(step, event, scope, scope);
  return scope;
}

function plannedNode(step: Step, id: string): PlannedNode {
  const node = step.plan.nodes.get(id);
  if (!node) throw notHere(id, 'the process has no such element', 'Correct the id.');
  return node;
}

function notHere(where: string, what: string, mend: string): ModificationImpossibleError {
  return new ModificationImpossibleError(where, what, mend);
}

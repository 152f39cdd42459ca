import type { JsonObject } from '#foundation';
import type { EngineCommand } from '../command.js';
import { AlreadyStartedError, NoStartEventError, NotAnEntryError, UnknownElementError } from '../errors.js';
import { startTriggers } from '../start-triggers.js';
import type { Activity } from './activity.js';
import { beginProcess } from './begin.js';
import { complete } from './complete.js';
import { record } from './history.js';
import type { PlannedNode } from './plan.js';
import type { Step, Work } from './step.js';
import { placeToken } from './tokens.js';

type StartCommand = Extract<EngineCommand, { readonly type: 'start' }>;

/**
 * Begins an instance (BPMN 2.0.2 §13.2).
 *
 * @throws NoStartEventError when the process has no none start event, and no other is named.
 */
export function startInstance(step: Step, { variables, at, initiator }: StartCommand): void {
  if (step.started) throw new AlreadyStartedError();
  const { root } = step.plan;
  const entries = at === undefined ? root.starts : [entryAt(step, at)];
  if (entries.length === 0) throw new NoStartEventError(root.node.id);
  const process = beginProcess(step, {
    ...initiatorVariables(entries, null),
    ...variables,
    ...(initiator !== undefined && initiatorVariables(entries, initiator)),
  });
  // An event sub-process whose condition holds from the beginning takes the place of everything else.
  if (process.generation > 0) return;
  for (const entry of entries) {
    if (entry.node.type === 'startEvent' || at === undefined) placeToken(step, process, entry);
    else {
      process.tokens += 1;
      step.schedule(new Instantiation(process, entry));
    }
  }
}

/** The message that an instantiating receive task, or an event behind an instantiating gateway, waits for has come. */
class Instantiation implements Work {
  constructor(
    readonly owner: Activity,
    private readonly entry: PlannedNode,
  ) {}

  perform(step: Step): void {
    const activity = step.create(this.entry, this.entry.ownBehaviour, this.owner);
    activity.begun = true;
    record(step, activity, 'start');
    complete(step, activity);
  }
}

function entryAt({ plan }: Step, at: string): PlannedNode {
  const entry = plan.nodes.get(at);
  if (!entry || entry.scope !== plan.root) throw new UnknownElementError(at);
  const entries = [...plan.graph.root.starts, ...startTriggers(plan.graph).map(({ element }) => element)];
  if (!entries.includes(at)) throw new NotAnEntryError(at, entries);
  return entry;
}

function initiatorVariables(entries: readonly PlannedNode[], initiator: string | null): JsonObject {
  return Object.fromEntries(
    entries.flatMap(({ node }) =>
      node.type === 'startEvent' && node.initiator !== undefined ? [[node.initiator, initiator]] : [],
    ),
  );
}

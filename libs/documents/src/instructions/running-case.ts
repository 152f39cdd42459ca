import type { ProcessGraph } from '#bpmn';
import { type EngineState, variablesOf } from '#engine';
import type { JsonObject } from '#foundation';
import { type CommandContext, InstanceSuspendedError } from '#runtime';
import { refuseLocked } from '../gate/refuse-locked.js';
import { readCurrentInstruction } from './current-instruction.js';
import { CaseOfEarlierModelError, HandlingEndedError, NotInstructedError } from './errors.js';

/** By these messages the case of a document learns what has become of its instruction, see processes/incoming-document. */
export const MESSAGES = {
  recalled: 'incoming-document.instruction-recalled',
  leadChanged: 'incoming-document.lead-changed',
  informationAdded: 'incoming-document.information-added',
  informationRemoved: 'incoming-document.information-removed',
  coordinatorAdded: 'reply-required.coordinator-added',
  coordinatorRemoved: 'reply-required.coordinator-removed',
} as const;

/** The case of a document while it is dealt with. */
export interface RunningCase {
  readonly root: CasePart;
  /** What it has called and still runs. */
  readonly called: readonly CasePart[];
  /** Names of the messages that the case, and what it has called, waits for. */
  readonly waitsFor: ReadonlySet<string>;
}

/** An instance of the case, with its variables. */
export interface CasePart {
  readonly id: string;
  readonly variables: JsonObject;
}

interface LockedPart {
  readonly id: string;
  readonly definitionId: string;
  readonly status: string;
  readonly suspendedAt: string | null;
  readonly state: EngineState;
}

/**
 * Locks the case of a document with all that it has called, as every step does before it touches the document.
 * @throws ContentLockedError, NotInstructedError, HandlingEndedError, InstanceSuspendedError, CaseOfEarlierModelError
 */
export async function holdRunningCase(context: CommandContext, documentId: string, rootId: string): Promise<RunningCase> {
  const { tx } = context;
  const parts = await tx.query<LockedPart>(
    `select id, definition_id as "definitionId", status, suspended_at as "suspendedAt", state from process_instance
     where root_instance_id = $1 and (status = 'active' or id = $1) order by id <> $1, id for no key update`,
    [rootId],
  );
  await refuseLocked(tx, 'incoming', documentId);
  const [root, ...called] = parts;
  if (root?.status !== 'active') throw new HandlingEndedError(documentId, 'its case has ended');
  if (root.suspendedAt !== null) throw new InstanceSuspendedError(rootId);
  const waiting = await tx.query<{ message: string }>('select distinct message from message_subscription where instance_id = any($1::uuid[])', [
    parts.map(({ id }) => id),
  ]);
  const waitsFor = new Set(waiting.map(({ message }) => message));
  if (!waitsFor.has(MESSAGES.recalled)) {
    if ((await readCurrentInstruction(tx, documentId)) === undefined) throw new NotInstructedError(documentId);
    if (!knowsChanges(await context.definitions.graph(tx, root.definitionId))) throw new CaseOfEarlierModelError(documentId, rootId);
    throw new HandlingEndedError(documentId, 'nothing is done by it now');
  }
  const [begun, ...others] = [root, ...called].map(({ id, state }) => ({ id, variables: variablesOf(state) }));
  return { root: begun!, called: others, waitsFor };
}

function knowsChanges({ nodes }: ProcessGraph): boolean {
  return Object.values(nodes).some((node) => 'trigger' in node && node.trigger?.kind === 'message' && node.trigger.message === MESSAGES.recalled);
}

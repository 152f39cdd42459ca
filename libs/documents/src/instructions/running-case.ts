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
  coordinatorAdded: 'incoming-document.coordinator-added',
  informationAdded: 'incoming-document.information-added',
  informationRemoved: 'incoming-document.information-removed',
} as const;

/** The same for the work on its reply, see processes/reply-required. */
export const REPLY_MESSAGES = {
  leadChanged: 'reply-required.lead-changed',
  coordinatorAdded: 'reply-required.coordinator-added',
  /** Taken by whatever asks the unit for its contribution, also where no reply is owed. */
  coordinatorRemoved: 'reply-required.coordinator-removed',
} as const;

/** The case of a document while it is dealt with. */
export interface RunningCase {
  /** What runs of it: the part that began it, parts that went on with it later, and what those have called. */
  readonly parts: readonly CasePart[];
  /** Names of the messages for which the case waits. */
  readonly waitsFor: ReadonlySet<string>;
}

/** An instance of the case, with its variables. */
export interface CasePart {
  readonly id: string;
  /** `first`: it began the case; `further`: it goes on with a case whose reply is owed again. */
  readonly place: 'first' | 'further' | 'called';
  readonly variables: JsonObject;
}

interface LockedPart extends Omit<CasePart, 'variables'> {
  readonly definitionId: string;
  readonly status: string;
  readonly suspendedAt: string | null;
  readonly state: EngineState;
}

const PARTS_LOCKED = `from process_instance
  where root_instance_id = $1 and (status = 'active' or id = $1) order by id <> $1, id for no key update`;

/**
 * Locks the case of a document with all that it has called, as every step does before it touches the document.
 * @throws ContentLockedError, NotInstructedError, HandlingEndedError, InstanceSuspendedError, CaseOfEarlierModelError
 */
export async function holdRunningCase(context: CommandContext, documentId: string, rootId: string): Promise<RunningCase> {
  const { tx } = context;
  // Twice: what those for whom the first has waited have begun, it does not see.
  await tx.query(`select ${PARTS_LOCKED}`, [rootId]);
  const locked = await tx.query<LockedPart>(
    `select id, case when id = root_instance_id then 'first' when parent_instance_id is null then 'further' else 'called' end as place,
       definition_id as "definitionId", status, suspended_at as "suspendedAt", state ${PARTS_LOCKED}`,
    [rootId],
  );
  await refuseLocked(tx, 'incoming', documentId);
  const running = locked.filter(({ status }) => status === 'active');
  const begun = running.filter(({ place }) => place !== 'called');
  if (begun.length === 0) throw new HandlingEndedError(documentId, 'its case has ended');
  const suspended = begun.find(({ suspendedAt }) => suspendedAt !== null);
  if (suspended !== undefined) throw new InstanceSuspendedError(suspended.id);
  const waiting = await tx.query<{ message: string }>('select distinct message from message_subscription where instance_id = any($1::uuid[])', [
    running.map(({ id }) => id),
  ]);
  const waitsFor = new Set(waiting.map(({ message }) => message));
  if (!waitsFor.has(MESSAGES.recalled)) {
    if ((await readCurrentInstruction(tx, documentId)) === undefined) throw new NotInstructedError(documentId);
    await requireChangeable(context, documentId, begun, waitsFor);
  }
  return { parts: running.map(({ id, place, state }) => ({ id, place, variables: variablesOf(state) })), waitsFor };
}

/** Where the part that began the case deals with the document no longer, a further one may that works on its reply. */
async function requireChangeable(
  { tx, definitions }: CommandContext,
  documentId: string,
  begun: readonly LockedPart[],
  waitsFor: ReadonlySet<string>,
): Promise<void> {
  if (waitsFor.has(REPLY_MESSAGES.leadChanged)) return;
  for (const { id, definitionId, place } of begun) {
    const known = place === 'first' ? MESSAGES.recalled : REPLY_MESSAGES.leadChanged;
    if (!takesMessage(await definitions.graph(tx, definitionId), known)) throw new CaseOfEarlierModelError(documentId, id);
  }
  throw new HandlingEndedError(documentId, 'nothing is done by it now');
}

function takesMessage({ nodes }: ProcessGraph, message: string): boolean {
  return Object.values(nodes).some((node) => 'trigger' in node && node.trigger?.kind === 'message' && node.trigger.message === message);
}

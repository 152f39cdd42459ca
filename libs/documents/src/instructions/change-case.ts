import type { JsonObject } from '#foundation';
import { type CommandContext, correlateMessage, recomputeDueTimes, setVariables } from '#runtime';
import { stillToContribute } from '../contributions/coordinators-to-ask.js';
import { inRole } from './current-instruction.js';
import { CaseOfEarlierModelError, HandlingEndedError } from './errors.js';
import type { InstructionChanges } from './instruction-changes.js';
import { type CasePart, MESSAGES, REPLY_MESSAGES, type RunningCase } from './running-case.js';
import type { UnitOfInstruction } from './write-instruction.js';

/** What the case of a document learns of its changed instruction. */
export interface ChangedInstruction {
  readonly documentId: string;
  readonly content: string;
  readonly instructedBy: string;
  readonly units: readonly UnitOfInstruction[];
  readonly changes: InstructionChanges;
  /** Another unit leads that is no heir of the one before: what that has done of its part begins anew. */
  readonly beginsAnew: boolean;
  /** Coordinating units that are to be asked now. */
  readonly asked: readonly string[];
  readonly owesReply: boolean;
}

/** What the unit that led before has entered into the forms of the reply. */
const NOTHING_DRAFTED: JsonObject = {
  drafter: null,
  note: null,
  documentType: null,
  draftSubject: null,
  draftBody: null,
  result: null,
  savedBy: null,
  outgoingDocumentId: null,
};

/**
 * Brings a running case in line with a changed instruction: variables and dates first, then a message for each branch that
 * begins or ends. @throws HandlingEndedError, CaseOfEarlierModelError where no branch can begin for what is new
 */
export async function changeCase(context: CommandContext, running: RunningCase, changed: ChangedInstruction): Promise<void> {
  const { documentId, changes, beginsAnew, asked, owesReply } = changed;
  refuseUnheard(running, changed);
  await tellVariables(context, running, changed);
  const send = (message: string, key: string, variables: JsonObject = {}, mustMatch = false) =>
    context.run(correlateMessage, { message, correlationKey: key, variables, mustMatch });

  const { removed, added } = changes;
  for (const unit of inRole(removed, 'for-information')) await send(MESSAGES.informationRemoved, `${documentId}:${unit}`);
  for (const unit of inRole(added, 'for-information')) await send(MESSAGES.informationAdded, documentId, { addedUnit: unit }, true);
  if (beginsAnew) {
    const isFirst = running.waitsFor.has(MESSAGES.leadChanged);
    await send(isFirst ? MESSAGES.leadChanged : REPLY_MESSAGES.leadChanged, documentId, isFirst ? {} : NOTHING_DRAFTED, true);
    // The reply begins anew and asks all who are to be asked.
    if (owesReply) return;
  }
  for (const unit of inRole(removed, 'coordinating')) await send(REPLY_MESSAGES.coordinatorRemoved, `${documentId}:${unit}`);
  const coordinatorAdded = owesReply ? REPLY_MESSAGES.coordinatorAdded : MESSAGES.coordinatorAdded;
  // Nobody waits for it while the reply has not begun: then it asks them from the variables.
  for (const unit of asked) await send(coordinatorAdded, documentId, { addedUnit: unit }, !owesReply);
}

function refuseUnheard({ waitsFor, parts }: RunningCase, { documentId, changes, beginsAnew, asked, owesReply }: ChangedInstruction): void {
  if (beginsAnew && !waitsFor.has(MESSAGES.leadChanged) && !waitsFor.has(REPLY_MESSAGES.leadChanged)) {
    throw new HandlingEndedError(documentId, 'the lead unit has done its part');
  }
  if (inRole(changes.added, 'for-information').length > 0 && !waitsFor.has(MESSAGES.informationAdded)) {
    const what = 'all units have read it, and the reply alone is owed again. Name further units as coordinating ones, or consult them in the task';
    throw new HandlingEndedError(documentId, what);
  }
  if (asked.length > 0 && !owesReply && !waitsFor.has(MESSAGES.coordinatorAdded)) throw new CaseOfEarlierModelError(documentId, parts[0]!.id);
}

async function tellVariables(
  context: CommandContext,
  { parts }: RunningCase,
  { documentId, content, instructedBy, units, beginsAnew }: ChangedInstruction,
): Promise<void> {
  const coordinating = inRole(units, 'coordinating');
  const toAsk = await stillToContribute(context.tx, documentId, coordinating);
  const common: JsonObject = {
    instruction: content,
    instructedBy,
    leadUnit: units.find(({ role }) => role === 'lead')!.unit,
    informationUnits: inRole(units, 'for-information'),
    unitDueAt: Object.fromEntries(units.filter(({ ownDue }) => ownDue).map(({ unit, dueAt }) => [unit, dueAt])),
  };
  // What is under way already does not ask units that came later out of its list: each has a branch of its own.
  const coordinatingIn = ({ place, variables }: CasePart) =>
    place === 'first' || (place === 'further' && beginsAnew) ? toAsk : namesIn(variables.coordinatingUnits).filter((unit) => coordinating.includes(unit));
  // A case that was migrated has no such variable yet, and what is counted anew reads those that are there.
  for (const { id, variables } of parts) {
    if (!('unitDueAt' in variables)) await context.run(setVariables, { instanceId: id, variables: { unitDueAt: {} } });
  }
  const variables = new Map(parts.map((part) => [part.id, { ...common, coordinatingUnits: coordinatingIn(part) }]));
  await recomputeDueTimes(context, { instanceIds: [...variables.keys()], variables });
}

function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
}

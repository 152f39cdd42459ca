import type { JsonObject } from '#foundation';
import { type CommandContext, correlateMessage, recomputeDueTimes, setVariables } from '#runtime';
import { stillToContribute } from './current-instruction.js';
import { HandlingEndedError } from './errors.js';
import type { InstructionChanges } from './instruction-changes.js';
import { MESSAGES, type RunningCase } from './running-case.js';
import type { UnitOfInstruction, UnitRole } from './write-instruction.js';

/** What the case of a document learns of its changed instruction. */
export interface ChangedInstruction {
  readonly documentId: string;
  readonly content: string;
  readonly instructedBy: string;
  readonly units: readonly UnitOfInstruction[];
  readonly changes: InstructionChanges;
}

/**
 * Brings a running case in line with a changed instruction: variables and dates first, then a message for each branch that
 * begins or ends. @throws HandlingEndedError where another unit is to lead what is done
 */
export async function changeCase(context: CommandContext, running: RunningCase, changed: ChangedInstruction): Promise<void> {
  const { documentId, changes } = changed;
  if (changes.lead !== null && !running.waitsFor.has(MESSAGES.leadChanged)) {
    throw new HandlingEndedError(documentId, 'the lead unit has done its part');
  }
  await tellVariables(context, running, changed);
  const send = (message: string, key: string, variables: JsonObject = {}, mustMatch = false) =>
    context.run(correlateMessage, { message, correlationKey: key, variables, mustMatch });

  const { removed, added } = changes;
  for (const unit of inRole(removed, 'for-information')) await send(MESSAGES.informationRemoved, `${documentId}:${unit}`);
  for (const unit of inRole(added, 'for-information')) await send(MESSAGES.informationAdded, documentId, { addedUnit: unit }, true);
  // The lead branch begins anew and asks all who are to be asked.
  if (changes.lead !== null) {
    await send(MESSAGES.leadChanged, documentId, {}, true);
    return;
  }
  for (const unit of inRole(removed, 'coordinating')) await send(MESSAGES.coordinatorRemoved, `${documentId}:${unit}`);
  // Nobody waits for it while the reply has not begun: then it asks them from the variables.
  for (const unit of inRole(added, 'coordinating')) await send(MESSAGES.coordinatorAdded, documentId, { addedUnit: unit });
}

async function tellVariables(
  context: CommandContext,
  { root, called }: RunningCase,
  { documentId, content, instructedBy, units, changes }: ChangedInstruction,
): Promise<void> {
  const coordinating = new Set(inRole(units, 'coordinating'));
  const common: JsonObject = {
    instruction: content,
    instructedBy,
    informationUnits: inRole(units, 'for-information'),
    unitDueAt: Object.fromEntries(units.filter(({ ownDue }) => ownDue).map(({ unit, dueAt }) => [unit, dueAt])),
  };
  const leadUnit = units.find(({ role }) => role === 'lead')!.unit;
  const ofRoot = { ...common, leadUnit, coordinatingUnits: await stillToContribute(context.tx, documentId, units) };
  // What a case has called ends with its lead unit. Units that came later are not in its list: each has a branch of its own.
  const ofCalled = (variables: JsonObject) => ({ ...common, coordinatingUnits: namesIn(variables.coordinatingUnits).filter((unit) => coordinating.has(unit)) });
  const parts = changes.lead === null ? [root, ...called] : [root];
  // A case that was migrated has no such variable yet, and what is counted anew reads those that are there.
  for (const { id, variables } of parts) {
    if (!('unitDueAt' in variables)) await context.run(setVariables, { instanceId: id, variables: { unitDueAt: {} } });
  }
  const variables = new Map(parts.map((part) => [part.id, part === root ? ofRoot : ofCalled(part.variables)]));
  await recomputeDueTimes(context, { instanceIds: [...variables.keys()], variables });
}

function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
}

function inRole(units: readonly { readonly unit: string; readonly role: UnitRole }[], role: UnitRole): string[] {
  return units.filter((each) => each.role === role).map(({ unit }) => unit);
}

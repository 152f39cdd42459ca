import type { CommandContext } from '#runtime';
import { DECISION_CANCELLED } from './decisions/kind-rules.js';
import { PersonnelByHandError, PersonnelMessageError } from './errors.js';
import { HANDOVER_CLOSED } from './handover/sign-minutes.command.js';

const ACTS: ReadonlyMap<string, string> = new Map([
  [DECISION_CANCELLED, 'Cancel the decision (POST /personnel-decisions/{id}/cancellation)'],
  [HANDOVER_CLOSED, 'Close the minutes (POST /handover-minutes/{id}/close)'],
]);

/** Sent by hand these would leave the record behind. @throws PersonnelMessageError with the act that sends it */
export function refusePersonnelMessage(message: string): void {
  const act = ACTS.get(message);
  if (act !== undefined) throw new PersonnelMessageError(message, act);
}

const PROCESSES = ['account-offboarding', 'account-onboarding', 'account-transfer'];

/** Nobody begins such a case but by a decision. @throws PersonnelByHandError */
export function refusePersonnelStart(key: string): void {
  if (PROCESSES.includes(key)) throw new PersonnelByHandError(`A case of ${key}`);
}

/** Nor are all its cases held at once. @throws PersonnelByHandError */
export function refuseHoldingPersonnelCases(key: string): void {
  refusePersonnelStart(key);
}

/** Operators set no variable in such a case: by them it says whose access ends, when, and which post comes next. @throws PersonnelByHandError */
export async function refusePersonnelVariables(context: CommandContext, instanceId: string, names: readonly string[]): Promise<void> {
  if (names.length > 0) await refuseMovingPersonnelCase(context, instanceId, `To set ${names.join(', ')}`);
}

/**
 * Operators neither hold such a case nor move its clock: by it access ends at the instant of the decision, and whoever could put that off
 * would keep himself in, or bring it forward and shut anybody out.
 * @throws PersonnelByHandError
 */
export function refusePersonnelClock(context: CommandContext, instanceId: string): Promise<void> {
  return refuseMovingPersonnelCase(context, instanceId, 'To hold a case about a person, or to move its clock,');
}

/**
 * Operators do not end or lead such a case either: access would never end, or end without minutes and with nothing undone. Personnel
 * cancel the decision, which undoes by rule and tells everybody; operators retry what has failed.
 * @param act names what was asked: "To end a case". @throws PersonnelByHandError
 */
export async function refuseMovingPersonnelCase({ tx }: CommandContext, instanceId: string, act: string): Promise<void> {
  const found = await tx.query(
    `select from process_instance i join process_instance root on root.id = i.root_instance_id
       join process_definition d on d.id in (i.definition_id, root.definition_id) where i.id = $1 and d.key = any($2)`,
    [instanceId, PROCESSES],
  );
  if (found.length > 0) throw new PersonnelByHandError(act);
}

import type { Transaction } from '#database';
import type { CommandContext } from '#runtime';
import type { DraftInHand } from './draft-in-hand.js';
import { EarlierStepMissingError } from './errors.js';
import type { Doer, OutgoingStep } from './separation-of-duties.js';

/**
 * The steps that the present version of a draft has passed, and who did each. A text that has changed since asks for all of
 * them again, and so does a step that it was returned from last.
 */
export async function passedSteps(
  { tx }: CommandContext,
  { id, version }: DraftInHand,
): Promise<ReadonlyMap<OutgoingStep, Doer>> {
  const latest = await tx.query<Doer & { step: OutgoingStep; passed: boolean }>(
    `select distinct on (step) step, passed, done_by as login, acting_for as "actingFor" from outgoing_step
     where document_id = $1 and version = $2 order by step, done_at desc, id desc`,
    [id, version],
  );
  return new Map(latest.filter(({ passed }) => passed).map(({ step, login, actingFor }) => [step, { login, actingFor }]));
}

/** What a version has passed before this step lets it go on (ND 30 §12, §13); a number asks for the signature itself. */
const BEFORE: Readonly<Record<OutgoingStep, readonly OutgoingStep[]>> = {
  'approve-content': [],
  'check-format': ['approve-content'],
  sign: ['approve-content', 'check-format'],
  issue: [],
  'verify-number': [],
};

/** @throws EarlierStepMissingError */
export function refuseMissingSteps(step: OutgoingStep, { id, version }: DraftInHand, passed: ReadonlyMap<OutgoingStep, Doer>): void {
  const missing = BEFORE[step].find((earlier) => !passed.has(earlier));
  if (missing !== undefined) throw new EarlierStepMissingError(id, version, step, missing);
}

/**
 * Whether an instance runs on a model from before the first that named the step of signing, in a case that began before it, too:
 * nobody recorded steps there. It is told by what was deployed and begun, which no operator sets; a model that somebody deploys
 * later without naming its steps is none of these.
 */
export async function isOfEarlierModel(tx: Transaction, instanceId: string): Promise<boolean> {
  const found = await tx.query(
    `select from process_instance i join process_definition d on d.id = i.definition_id
     join process_instance root on root.id = i.root_instance_id
     where i.id = $1 and greatest(d.created_at, root.started_at) <
       (select min(created_at) from process_definition where bpmn like '%name="outgoingStep" value="sign"%')`,
    [instanceId],
  );
  return found.length > 0;
}

import type { JsonObject } from '#foundation';
import { type CommandContext, PermanentFailure } from '#runtime';
import type { Transaction } from '#database';
import { PersonnelStepForbiddenError } from '../errors.js';
import { approverOf } from './approver.js';

/** What is asked about a decision before it is carried out: the unit that gets the person, and the office. */
export type PersonnelStepName = 'confirm' | 'approve';

/** Beside these the arrival, which is confirmed in the task alone: nothing is carried out because of it. */
type StepName = PersonnelStepName | 'arrive';

/** A task and somebody who is about to do it or to get it, as far as these rules look at it. */
export interface PersonnelStep {
  readonly taskId: string;
  /** Of the task in the model: `personnelStep` says which step it is. */
  readonly properties: Readonly<Record<string, string>>;
  readonly person: { readonly login: string; readonly groups: readonly string[] };
}

interface DecisionOfTask {
  readonly id: string;
  readonly login: string | null;
  readonly unit: string | null;
  readonly role: string | null;
  readonly recordedBy: string;
  readonly confirmedBy: string | null;
}

/** The variable that each step's form fills in; `refuse` refuses, everything else agrees. */
const ANSWERS: Readonly<Record<PersonnelStepName, string>> = { confirm: 'confirmation', approve: 'approval' };

/**
 * A decision about people is confirmed by who heads the unit, and approved by another who holds the post for it, however the task has
 * come to him; nobody confirms what he has entered, nor approves what he has entered or confirmed, nor answers what concerns himself, as that
 * he has arrived (158/QĐ-STP 2006 §5–6).
 * @throws PersonnelStepForbiddenError
 */
export async function refuseUnfitForPersonnel(context: CommandContext, step: PersonnelStep): Promise<void> {
  const name = stepNameOf(step);
  if (name !== undefined) await refuseUnfit(context, name, await lockDecisionOfTask(context.tx, step.taskId), step);
}

/**
 * Writes the answer down where the task is completed, so that nothing but the answer of somebody who may give it has anything carried out.
 * @throws PersonnelStepForbiddenError
 */
export async function recordPersonnelStep(context: CommandContext, step: PersonnelStep & { readonly values: JsonObject }): Promise<void> {
  const name = stepNameOf(step);
  if (name === undefined) return;
  const decision = await lockDecisionOfTask(context.tx, step.taskId);
  await refuseUnfit(context, name, decision, step);
  if (name === 'arrive') return;
  const outcome = step.values[ANSWERS[name]] === 'refuse' ? 'refused' : 'agreed';
  const note = outcome === 'refused' && typeof step.values['refusalReason'] === 'string' ? step.values['refusalReason'] : null;
  await context.tx.execute(
    `insert into personnel_step (decision_id, step, outcome, done_by, done_at, note) values ($1, $2, $3, $4, $5, $6)
     on conflict (decision_id, step) do update set outcome = excluded.outcome, done_by = excluded.done_by, done_at = excluded.done_at, note = excluded.note`,
    [decision.id, name, outcome, step.person.login, context.now, note],
  );
  context.audit({ subject: 'personnel-decision', subjectId: decision.id, detail: { step: name, outcome } });
}

/**
 * For service tasks that carry a decision out.
 * @throws PermanentFailure where one of these steps has not been agreed to, as an operator can only see and not mend by a variable
 */
export async function requireAgreed(tx: Transaction, decisionId: string, steps: readonly PersonnelStepName[]): Promise<void> {
  const agreed = await tx.query<{ step: string }>(`select step from personnel_step where decision_id = $1 and outcome = 'agreed'`, [decisionId]);
  const missing = steps.filter((name) => !agreed.some(({ step }) => step === name));
  if (missing.length === 0) return;
  throw new PermanentFailure(`Decision ${decisionId} is not carried out before its steps ${missing.join(', ')} are agreed to: lead its case back to the task.`);
}

function stepNameOf({ properties }: PersonnelStep): StepName | undefined {
  const name = properties['personnelStep'];
  return name === 'confirm' || name === 'approve' || name === 'arrive' ? name : undefined;
}

async function lockDecisionOfTask(tx: Transaction, taskId: string): Promise<DecisionOfTask> {
  const [decision] = await tx.query<DecisionOfTask>(
    `select d.id, d.login, d.unit_code as unit, d.role, d.recorded_by as "recordedBy",
            (select done_by from personnel_step s where s.decision_id = d.id and step = 'confirm') as "confirmedBy"
     from user_task t join process_instance i on i.id = t.instance_id join personnel_decision d on d.instance_id = i.root_instance_id
     where t.id = $1 for no key update of d`,
    [taskId],
  );
  if (decision === undefined) throw new PersonnelStepForbiddenError('answer in a case that belongs to no personnel decision');
  return decision;
}

async function refuseUnfit(context: CommandContext, name: StepName, decision: DecisionOfTask, { person }: PersonnelStep): Promise<void> {
  const { login, recordedBy, confirmedBy } = decision;
  const { groups } = person;
  if (person.login === login) throw new PersonnelStepForbiddenError('decide what concerns yourself');
  if (groups.includes(`deputy-of:${login}`)) throw new PersonnelStepForbiddenError('decide for whom you stand in for');
  const may = await ableTo(context, name, decision);
  if (!groups.some((group) => may.includes(group))) throw new PersonnelStepForbiddenError(`decide it: ${may.join(', ')} does`);
  if (name === 'confirm' && person.login === recordedBy) throw new PersonnelStepForbiddenError('confirm what you have entered: the chief of office or a leader does');
  if (name === 'approve' && [recordedBy, confirmedBy].includes(person.login)) {
    throw new PersonnelStepForbiddenError('approve what you have entered or confirmed: another leader or the chief of office does');
  }
}

async function ableTo(context: CommandContext, name: StepName, { login, unit, role }: DecisionOfTask): Promise<readonly string[]> {
  if (name !== 'approve') return [`head:${unit}`, 'chief-of-office', 'leader'];
  return (await approverOf(context, { login, role })) === 'leader' ? ['leader'] : ['chief-of-office', 'leader'];
}

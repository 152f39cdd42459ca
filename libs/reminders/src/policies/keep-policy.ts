import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { ReminderPolicyInvalidError } from '../errors.js';
import type { ReminderPolicyFields } from './policy.js';
import { AWAIT_TURN } from './policy-turn.js';

/** Begins a change of the policies: whoever plans reminders afterwards plans them anew. */
export async function beginChange({ tx }: CommandContext): Promise<void> {
  await tx.query(AWAIT_TURN);
  await tx.query(`select nextval('reminder_policy_revision')`);
}

/** @throws ReminderPolicyInvalidError with every process, element, unit and group that the office does not have */
export async function refuseUnknownNames(context: CommandContext, { processKey, elementId, unitCode, steps }: ReminderPolicyFields): Promise<void> {
  const findings: Finding[] = [];
  if (processKey !== null) findings.push(...(await unknownProcess(context, processKey, elementId)));
  if (unitCode !== null) {
    const units = await context.tx.query('select from unit where code = $1', [unitCode]);
    if (units.length === 0) findings.push({ where: 'unitCode', what: `there is no unit ${unitCode}`, mend: 'Create it first.' });
  }
  const groups = steps.flatMap(({ to }) => (to.startsWith('group:') ? [to.slice('group:'.length)] : []));
  const unknown = groups.length === 0 ? [] : (await context.unknownOwners(context.tx, { users: [], groups })).groups;
  steps.forEach(({ to }, index) => {
    const group = to.slice('group:'.length);
    if (!to.startsWith('group:') || !unknown.includes(group)) return;
    const mend = 'A role, or a role or unit with its code: leader, head:QLCN, unit:QLCN.';
    findings.push({ where: `steps.${index}.to`, what: `there is no group ${group}`, mend });
  });
  if (findings.length > 0) throw new ReminderPolicyInvalidError(findings);
}

/** A policy for what no version of a process has would never apply, and nobody would see why. */
async function unknownProcess({ tx }: CommandContext, processKey: string, elementId: string | null): Promise<Finding[]> {
  const [found] = await tx.query<{ process: boolean; element: boolean }>(
    `select count(*) > 0 as process,
            coalesce(bool_or(strpos(bpmn, ' id="' || $2 || '"') > 0 or strpos(bpmn, ' id=''' || $2 || '''') > 0), false) as element
     from process_definition where key = $1`,
    [processKey, elementId],
  );
  if (!found!.process) return [{ where: 'processKey', what: `there is no process ${processKey}`, mend: 'Deploy it first.' }];
  if (elementId === null || found!.element) return [];
  return [{ where: 'elementId', what: `${processKey} has no element ${elementId}`, mend: 'Take the id from the BPMN file.' }];
}

/** The values of the columns of a policy, in the order of {@link WRITTEN_COLUMNS}. */
export function columnValues(context: CommandContext, policy: ReminderPolicyFields): unknown[] {
  const { name, enabled, processKey, elementId, kind, unitCode, urgency, steps, digest } = policy;
  const filter = [processKey, elementId, kind, unitCode, urgency];
  return [name, enabled, ...filter, JSON.stringify(steps), digest, context.now, context.caller.actor];
}

export const WRITTEN_COLUMNS =
  'name, enabled, process_key, element_id, kind, unit_code, urgency, steps, digest, changed_at, changed_by';

import { newId } from '#foundation';
import type { Command } from '#runtime';
import { PlanForbiddenError } from './errors.js';
import type { PlanContent } from './plan-lines.js';
import { lockPlan, requireStatus } from './plan-row.js';

export interface SavePlanInput {
  /** Absent: a new one. */
  readonly id?: string;
  readonly plan: PlanContent;
}

/**
 * Writes a plan, or writes it anew; then it must be checked again. One that was submitted is withdrawn first.
 * @throws PlanNotFoundError, PlanStatusError, PlanForbiddenError for others than its author
 */
export const savePlan: Command<SavePlanInput, { id: string }> = {
  name: 'directory.save-reorganisation-plan',
  async run(context, { id: known, plan: content }) {
    const { tx, caller, now } = context;
    const id = known ?? newId();
    if (known !== undefined) {
      const plan = await lockPlan(context, known);
      requireStatus(plan, ['draft', 'checked', 'failed'], 'be changed');
      if (plan.author !== caller.actor) throw new PlanForbiddenError(caller.actor, `${plan.author} writes it`, 'Ask him, or write another.');
    }
    await tx.execute(
      `insert into reorganisation_plan (id, content, effective_day, units, people, status, author, written_at, changed_at)
       values ($1, $2, $3, '{}', '{}', 'draft', $4, $5, $5)
       on conflict (id) do update set content = $2, effective_day = $3, units = '{}', people = '{}', status = 'draft', changed_at = $5, checked_at = null,
         submitted_at = null, decided_by = null, decided_at = null, decision_note = null, report = null, findings = null`,
      [id, JSON.stringify(content), content.effectiveDay, caller.actor, now],
    );
    const { effectiveDay, decisionNumber } = content;
    context.audit({ subject: 'reorganisation-plan', subjectId: id, detail: { effectiveDay, decisionNumber, lines: content.lines.length } });
    return { id };
  },
};

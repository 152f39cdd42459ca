import type { Command } from '#runtime';
import { PlanForbiddenError } from './errors.js';
import { lockPlan, requireStatus } from './plan-row.js';
import type { TellOfPlan } from './submit-plan.command.js';

export interface WithdrawPlanInput {
  readonly id: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  readonly tell: TellOfPlan;
}

/**
 * Takes a plan back before it is carried out: its author until it is approved, whoever may approve plans at any time.
 * @throws PlanNotFoundError, PlanStatusError, PlanForbiddenError
 */
export const withdrawPlan: Command<WithdrawPlanInput, void> = {
  name: 'directory.withdraw-reorganisation-plan',

  request: ({ id }) => ({ id }),

  async run(context, { id, groups, tell }) {
    const { caller, now, tx } = context;
    const plan = await lockPlan(context, id);
    requireStatus(plan, ['draft', 'checked', 'submitted', 'scheduled', 'failed'], 'be withdrawn');
    const decides = groups.includes('leader') || groups.includes('chief-of-office');
    if (!decides && (plan.author !== caller.actor || plan.status === 'scheduled')) {
      throw new PlanForbiddenError(caller.actor, 'it is approved, or another wrote it', 'The chief of office or a leader withdraws it.');
    }
    await tx.execute(`update reorganisation_plan set status = 'withdrawn', closed_at = $2 where id = $1`, [id, now]);
    context.audit({ subject: 'reorganisation-plan', subjectId: id, detail: { withdrawn: true } });
    const people = [plan.author, ...(plan.decidedBy === null ? [] : [plan.decidedBy])].filter((login) => login !== caller.actor);
    await tell(context, { plan, event: 'withdrawn', people, groups: [] });
  },
};

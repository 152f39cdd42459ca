import type { Command, CommandContext } from '#runtime';
import { tryPlan } from './check-plan.command.js';
import { PlanForbiddenError } from './errors.js';
import { lockPlan, type Plan, requireStatus } from './plan-row.js';

/** How people hear what becomes of a plan. */
export type TellOfPlan = (
  context: CommandContext,
  told: { readonly plan: Plan; readonly event: 'submitted' | 'approved' | 'refused' | 'withdrawn' | 'done' | 'failed'; readonly people: readonly string[]; readonly groups: readonly string[] },
) => Promise<void>;

/** Who decides about plans. */
export const PLAN_DECIDERS = ['chief-of-office', 'leader'] as const;

/**
 * Gives a checked plan to the chief of office and the leaders; it is tried once more, for the office may have changed.
 * @throws PlanNotFoundError, PlanStatusError, PlanForbiddenError for others than its author, PlanRefusedError
 */
export const submitPlan: Command<{ readonly id: string; readonly tell: TellOfPlan }, void> = {
  name: 'directory.submit-reorganisation-plan',

  request: ({ id }) => ({ id }),

  async run(context, { id, tell }) {
    const plan = await lockPlan(context, id);
    requireStatus(plan, ['checked'], 'be submitted');
    const { actor } = context.caller;
    if (plan.author !== actor) throw new PlanForbiddenError(actor, `${plan.author} writes it`, 'He submits it.');
    const { report, units, people } = await tryPlan(context, plan);
    await context.tx.execute(
      `update reorganisation_plan set status = 'submitted', submitted_at = $2, report = $3, units = $4, people = $5 where id = $1`,
      [id, context.now, JSON.stringify(report), units, people],
    );
    context.audit({ subject: 'reorganisation-plan', subjectId: id, detail: { submitted: true } });
    await tell(context, { plan, event: 'submitted', people: [], groups: PLAN_DECIDERS });
  },
};

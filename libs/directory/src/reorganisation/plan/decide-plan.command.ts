import { dateInZone } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { tryPlan } from './check-plan.command.js';
import { PlanForbiddenError } from './errors.js';
import { finishPlan } from './finish-plan.js';
import { lockPlan, type PlanStatus, requireStatus } from './plan-row.js';
import type { TellOfPlan } from './submit-plan.command.js';

export const planDecisionSchema = z.strictObject({
  decision: z.enum(['approve', 'refuse']).describe('Duyệt hoặc không duyệt.'),
  note: z.string().trim().min(1).max(500).optional().describe('Ý kiến; không duyệt thì phải nêu lý do.'),
});

export interface DecidePlanInput extends z.output<typeof planDecisionSchema> {
  readonly id: string;
  readonly tell: TellOfPlan;
}

/**
 * Approves a plan or refuses it. Never its author, and nobody whose own posts it changes. Where its day has come it is carried
 * out at once, otherwise at the beginning of that day.
 * @throws PlanNotFoundError, PlanStatusError, PlanForbiddenError, PlanRefusedError
 */
export const decidePlan: Command<DecidePlanInput, { status: PlanStatus }> = {
  name: 'directory.decide-reorganisation-plan',

  request: ({ tell: _, ...input }) => input,

  async run(context, { id, decision, note = null, tell }) {
    const { tx, caller, now, zone } = context;
    const plan = await lockPlan(context, id);
    requireStatus(plan, ['submitted'], 'be decided about');
    if (plan.author === caller.actor) throw new PlanForbiddenError(caller.actor, 'he has written it', 'Somebody else decides.');
    const decided = (status: PlanStatus) =>
      tx.execute('update reorganisation_plan set status = $2, decided_by = $3, decided_at = $4, decision_note = $5, closed_at = $6 where id = $1', [
        id,
        status,
        caller.actor,
        now,
        note,
        status === 'refused' ? now : null,
      ]);
    context.audit({ subject: 'reorganisation-plan', subjectId: id, detail: { decision } });
    if (decision === 'refuse') {
      await decided('refused');
      await tell(context, { plan, event: 'refused', people: [plan.author], groups: [] });
      return { status: 'refused' };
    }
    const { people } = await tryPlan(context, plan);
    if (people.includes(caller.actor)) throw new PlanForbiddenError(caller.actor, 'it changes a post of his own', 'A leader whose posts it leaves alone decides.');
    await decided('scheduled');
    if (plan.effectiveDay > dateInZone(now, zone)) {
      await tell(context, { plan, event: 'approved', people: [plan.author], groups: [] });
      return { status: 'scheduled' };
    }
    await finishPlan(context, plan, tell);
    return { status: 'done' };
  },
};

import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { tryPlan } from './check-plan.command.js';
import { PlanForbiddenError } from './errors.js';
import { finishPlan, type TellingOfPlan } from './finish-plan.js';
import { takersOf } from './plan-lines.js';
import { lockPlan, type PlanStatus, requireStatus } from './plan-row.js';

export const planDecisionSchema = z
  .strictObject({
    decision: z.enum(['approve', 'refuse']).describe('Duyệt hoặc không duyệt.'),
    note: z.string().trim().min(1).max(500).optional().describe('Ý kiến; không duyệt thì phải nêu lý do.'),
  })
  .refine(({ decision, note }) => decision === 'approve' || note !== undefined, { path: ['note'], error: 'Không duyệt thì phải nêu lý do.' });

export interface DecidePlanInput extends z.output<typeof planDecisionSchema>, TellingOfPlan {
  readonly id: string;
}

/**
 * Approves a plan or refuses it. Never its author, and nobody whose own posts it changes or who heads a unit
 * that gets or loses by it. Where its day has come it is carried
 * out at once, otherwise at the beginning of that day.
 * @throws PlanNotFoundError, PlanStatusError, PlanForbiddenError, PlanRefusedError
 */
export const decidePlan: Command<DecidePlanInput, { status: PlanStatus }> = {
  name: 'directory.decide-reorganisation-plan',

  request: ({ tell: _, tellDeputies: __, ...input }) => input,

  async run(context, { id, decision, note = null, tell, tellDeputies }) {
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
    const { people, units } = await tryPlan(context, plan);
    if (people.includes(caller.actor)) throw new PlanForbiddenError(caller.actor, 'it changes a post of his own', 'A leader whose posts it leaves alone decides.');
    if (await headsOneOf(context, [...units, ...plan.content.lines.flatMap(takersOf)])) {
      throw new PlanForbiddenError(caller.actor, 'a unit that he heads gets or loses by it', 'A leader who heads none of these units decides.');
    }
    await decided('scheduled');
    if (plan.effectiveDay > dateInZone(now, zone)) {
      await tell(context, { plan, event: 'approved', people: [plan.author], groups: [] });
      return { status: 'scheduled' };
    }
    await finishPlan(context, plan, { tell, tellDeputies });
    return { status: 'done' };
  },
};

/** What is decided for his own unit is not his to decide. */
async function headsOneOf({ tx, caller, now, zone }: CommandContext, units: readonly string[]): Promise<boolean> {
  const found = await tx.query(
    `select from post where login = $1 and role = 'head' and unit_code = any($2) and held_on(post, $3) limit 1`,
    [caller.actor, units, dateInZone(now, zone)],
  );
  return found.length > 0;
}

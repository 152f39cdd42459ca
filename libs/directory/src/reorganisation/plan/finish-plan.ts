import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { tellConcerned, type TellOfDelegation } from '../../delegations/tell-of-delegation.js';
import { carryOut } from './carry-out.js';
import type { Plan } from './plan-row.js';
import type { TellOfPlan } from './submit-plan.command.js';

/** How people hear of what is carried out. */
export interface TellingOfPlan {
  readonly tell: TellOfPlan;
  /** Deputies whose post goes on as another, or ends, hear of that too, and whoever they stand for. */
  readonly tellDeputies: TellOfDelegation;
}

/**
 * Carries out a plan that was approved, counting from today where its day has passed: who had which rights until then stays as it was.
 * @throws PlanRefusedError
 */
export async function finishPlan(context: CommandContext, plan: Plan, { tell, tellDeputies }: TellingOfPlan): Promise<void> {
  const today = dateInZone(context.now, context.zone);
  const day = plan.effectiveDay > today ? plan.effectiveDay : today;
  const { report, units, people, deputies } = await carryOut(context, plan.id, plan.content, day);
  await context.tx.execute(
    `update reorganisation_plan set status = 'done', carried_out_on = $2, closed_at = $3, report = $4, units = $5, people = $6, findings = null where id = $1`,
    [plan.id, day, context.now, JSON.stringify(report), units, people],
  );
  context.audit({ subject: 'reorganisation-plan', subjectId: plan.id, detail: { carriedOutOn: day } });
  const concerned = [...new Set([plan.author, plan.decidedBy ?? context.caller.actor, ...people])].filter((login) => !login.startsWith('system:'));
  await tell(context, { plan, event: 'done', people: concerned, groups: [] });
  for (const each of deputies) await tellConcerned(context, tellDeputies, each);
}

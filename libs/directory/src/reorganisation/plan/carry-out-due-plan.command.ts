import { isOutage, isRetryable } from '#database';
import { CongvanError, dateInZone, type Finding } from '#foundation';
import type { Command } from '#runtime';
import { finishPlan, type TellingOfPlan } from './finish-plan.js';
import { lockPlan } from './plan-row.js';

/**
 * Carries out one plan whose day has come, or says why not: the office may have changed since it was checked. Then nothing of it
 * has happened, and author and approver are told. What nobody has foreseen fails the plan as well, so that it keeps no other waiting.
 * @throws what the database throws where it is down, or two collide: then the same plan is tried again
 * @returns null where none is due
 */
export const carryOutDuePlan: Command<TellingOfPlan, { readonly id: string; readonly done: boolean } | null> = {
  name: 'directory.carry-out-due-reorganisation-plan',

  request: () => ({}),

  async run(context, telling) {
    const { tell } = telling;
    const { tx, now, zone } = context;
    const [due] = await tx.query<{ id: string }>(
      `select id from reorganisation_plan where status = 'scheduled' and effective_day <= $1 order by effective_day, decided_at, id limit 1 for update skip locked`,
      [dateInZone(now, zone)],
    );
    if (due === undefined) {
      context.nothingChanged();
      return null;
    }
    const plan = await lockPlan(context, due.id);
    try {
      await context.withSavepoint(() => finishPlan(context, plan, telling));
      return { id: plan.id, done: true };
    } catch (error) {
      if (isRetryable(error) || isOutage(error) || (error instanceof CongvanError && error.kind === 'transient')) throw error;
      const findings = findingsOf(error);
      await tx.execute(`update reorganisation_plan set status = 'failed', findings = $2 where id = $1`, [plan.id, JSON.stringify(findings)]);
      context.audit({ subject: 'reorganisation-plan', subjectId: plan.id, detail: { failed: findings.map(({ code, where }) => ({ code: code ?? '', where })) } });
      await tell(context, { plan, event: 'failed', people: [plan.author, ...(plan.decidedBy === null ? [] : [plan.decidedBy])], groups: [] });
      return { id: plan.id, done: false };
    }
  },
};

function findingsOf(error: unknown): readonly Finding[] {
  if (error instanceof CongvanError) return error.findings.length > 0 ? error.findings : [{ where: 'lines', what: error.message }];
  const mend = 'Have IT look at the database with this text, then write the plan anew.';
  return [{ where: 'lines', code: 'plan-met-an-error', what: `could not be carried out: ${error instanceof Error ? error.message : String(error)}`, mend }];
}

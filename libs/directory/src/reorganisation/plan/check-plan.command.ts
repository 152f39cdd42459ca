import { dateInZone, type Finding } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { type CarriedOut, carryOut } from './carry-out.js';
import { PlanRefusedError } from './errors.js';
import type { PlanReport } from './plan-report.js';
import { lockPlan, type Plan, requireStatus } from './plan-row.js';

/** Thrown to take back what was tried. */
class Tried extends Error {
  constructor(readonly result: CarriedOut) {
    super('Only tried.');
  }
}

/**
 * Carries a plan out and takes everything back: what it would do is told as a list, and what stands against it all at once.
 * @throws PlanNotFoundError, PlanStatusError, PlanRefusedError
 */
export const checkPlan: Command<{ readonly id: string }, PlanReport> = {
  name: 'directory.check-reorganisation-plan',
  async run(context, { id }) {
    const plan = await lockPlan(context, id);
    requireStatus(plan, ['draft', 'checked', 'failed'], 'be checked');
    const { report, units, people } = await tryPlan(context, plan);
    await context.tx.execute(
      `update reorganisation_plan set status = 'checked', checked_at = $2, report = $3, units = $4, people = $5, findings = null where id = $1`,
      [id, context.now, JSON.stringify(report), units, people],
    );
    context.audit({ subject: 'reorganisation-plan', subjectId: id, detail: { checked: true } });
    return report;
  },
};

/** What a plan would do now. @throws PlanRefusedError */
export async function tryPlan(context: CommandContext, { id, content }: Plan): Promise<CarriedOut> {
  const today = dateInZone(context.now, context.zone);
  if (content.effectiveDay < today) {
    const mend = 'Who had which rights until today stays as it was: name today or a later day.';
    // What else is wrong is told with it, as it would be today.
    const others = await findingsOn(context, { id, content }, today);
    throw new PlanRefusedError([{ where: 'effectiveDay', code: 'effective-day-passed', what: `lies before ${today}`, mend }, ...others]);
  }
  return tryOn(context, { id, content }, content.effectiveDay);
}

async function findingsOn(context: CommandContext, plan: Pick<Plan, 'id' | 'content'>, day: string): Promise<readonly Finding[]> {
  try {
    await tryOn(context, plan, day);
    return [];
  } catch (error) {
    if (error instanceof PlanRefusedError) return error.findings;
    throw error;
  }
}

async function tryOn(context: CommandContext, { id, content }: Pick<Plan, 'id' | 'content'>, day: string): Promise<CarriedOut> {
  try {
    return await context.withSavepoint(async () => {
      throw new Tried(await carryOut(context, id, content, day));
    });
  } catch (error) {
    if (error instanceof Tried) return error.result;
    throw error;
  }
}

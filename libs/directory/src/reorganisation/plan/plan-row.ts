import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { PlanNotFoundError, PlanStatusError } from './errors.js';
import type { PlanContent } from './plan-lines.js';
import type { PlanReport } from './plan-report.js';

/** From written to done: submitted to somebody else, who has it carried out on its day; `failed` when that could not be. */
export const PLAN_STATUSES = ['draft', 'checked', 'submitted', 'scheduled', 'failed', 'done', 'refused', 'withdrawn'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** A plan with what became of it. */
export interface Plan {
  readonly id: string;
  readonly content: PlanContent;
  readonly effectiveDay: string;
  readonly status: PlanStatus;
  readonly author: string;
  readonly writtenAt: string;
  readonly changedAt: string;
  readonly checkedAt: string | null;
  readonly submittedAt: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionNote: string | null;
  /** First day under the new units; null until done. */
  readonly carriedOutOn: string | null;
  /** Whose posts it changes, as last checked. */
  readonly people: readonly string[];
  readonly report: PlanReport | null;
  /** Why it was not carried out on its day. */
  readonly findings: readonly Finding[] | null;
}

export const PLAN_COLUMNS = `id, content, effective_day as "effectiveDay", status, author, written_at as "writtenAt", changed_at as "changedAt",
  checked_at as "checkedAt", submitted_at as "submittedAt", decided_by as "decidedBy", decided_at as "decidedAt", decision_note as "decisionNote",
  carried_out_on as "carriedOutOn", people, report, findings`;

/** @throws PlanNotFoundError */
export async function lockPlan({ tx }: CommandContext, id: string): Promise<Plan> {
  const [plan] = await tx.query<Plan>(`select ${PLAN_COLUMNS} from reorganisation_plan where id = $1 for update`, [id]);
  if (plan === undefined) throw new PlanNotFoundError(id);
  return plan;
}

/** @throws PlanStatusError */
export function requireStatus({ id, status }: Plan, wanted: readonly PlanStatus[], act: string): void {
  if (!wanted.includes(status)) throw new PlanStatusError(id, status, act);
}

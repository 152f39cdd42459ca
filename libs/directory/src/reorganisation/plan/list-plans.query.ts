import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { PlanNotFoundError } from './errors.js';
import { type Plan, PLAN_COLUMNS, type PlanStatus } from './plan-row.js';

export interface ListedPlan {
  readonly id: string;
  readonly decisionNumber: string;
  readonly decisionDate: string;
  readonly effectiveDay: string;
  readonly status: PlanStatus;
  readonly author: string;
  readonly decidedBy: string | null;
  readonly units: readonly string[];
}

const cursorSchema = z.uuid();

/** Plans, written last first. */
export async function listPlans(database: Database, { status, limit, after }: PageRequest & { readonly status?: PlanStatus }): Promise<Page<ListedPlan>> {
  const rows = await database.query<ListedPlan>(
    `select id, content ->> 'decisionNumber' as "decisionNumber", content ->> 'decisionDate' as "decisionDate", effective_day as "effectiveDay",
       status, author, decided_by as "decidedBy", units
     from reorganisation_plan where ($1::text is null or status = $1) and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [status ?? null, readCursor(after, cursorSchema) ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ id }) => id);
}

/** @throws PlanNotFoundError */
export async function getPlan(database: Database, id: string): Promise<Plan> {
  const [plan] = await database.query<Plan>(`select ${PLAN_COLUMNS} from reorganisation_plan where id = $1`, [id]);
  if (plan === undefined) throw new PlanNotFoundError(id);
  return plan;
}

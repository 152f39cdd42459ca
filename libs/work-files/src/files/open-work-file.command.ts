import type { Transaction } from '#database';
import { dateInZone, newId, tidyLine } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { PlanItemNotFoundError, WorkFileForbiddenError, WorkFileRefusedError } from '../errors.js';
import { keeperFindings } from './people.js';

export const openWorkFileSchema = z.strictObject({
  year: z.int(),
  planCode: z.string().min(1).max(40),
  /** Absent: as the plan says. */
  title: z.string().overwrite(tidyLine).min(1).max(500).optional(),
  /** Login; absent: whoever the plan names, else whoever opens it. */
  keeper: z.string().min(1).max(64).optional(),
});

export interface OpenWorkFileInput extends z.output<typeof openWorkFileSchema> {
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

interface PlannedFile {
  readonly title: string;
  readonly unit: string;
  readonly responsible: string | null;
  readonly retentionYears: number | null;
}

/**
 * Opens a work file by a line of the file plan (ND 30 §29): one of the unit that keeps such files, or its head. The first has
 * the code of the line, further ones their number behind it: `05.QLCN`, `05.QLCN (2)`.
 * @throws PlanItemNotFoundError, WorkFileForbiddenError, WorkFileRefusedError
 */
export const openWorkFile: Command<OpenWorkFileInput, { id: string; code: string }> = {
  name: 'work-files.open-work-file',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { year, planCode, groups, ...input }) {
    const { tx, now, zone, caller } = context;
    const planned = await lockPlanItem(tx, year, planCode);
    if (!groups.includes(`unit:${planned.unit}`)) throw new WorkFileForbiddenError(`open one of unit ${planned.unit}`);
    const keeper = input.keeper ?? planned.responsible ?? caller.actor;
    await requireKeeper(context, keeper, planned.unit);
    const [{ number } = { number: 1 }] = await tx.query<{ number: number }>(
      'select count(*)::int + 1 as number from work_file where plan_year = $1 and plan_code = $2',
      [year, planCode],
    );
    const id = newId();
    const code = number === 1 ? planCode : `${planCode} (${number})`;
    const title = input.title ?? planned.title;
    await tx.execute(
      `insert into work_file (id, plan_year, plan_code, number, code, title, unit_code, keeper, retention_years,
                              opened_on, opened_at, opened_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [id, year, planCode, number, code, title, planned.unit, keeper, planned.retentionYears, dateInZone(now, zone), now, caller.actor],
    );
    context.audit({ subject: 'work-file', subjectId: id, detail: { new: { year, code, keeper, unit: planned.unit } } });
    return { id, code };
  },
};

/** Locked, so that no two files of one line get the same number. */
async function lockPlanItem(tx: Transaction, year: number, code: string): Promise<PlannedFile> {
  const [item] = await tx.query<PlannedFile>(
    `select title, unit_code as unit, responsible, retention_years as "retentionYears"
     from file_plan_item where year = $1 and code = $2 for no key update`,
    [year, code],
  );
  if (item === undefined) throw new PlanItemNotFoundError(year, code);
  return item;
}

async function requireKeeper(context: CommandContext, keeper: string, unit: string): Promise<void> {
  const findings = await keeperFindings(context, keeper, unit);
  if (findings.length > 0) throw new WorkFileRefusedError(findings);
}

import type { Transaction } from '#database';
import type { Finding } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { FilePlanRefusedError } from '../errors.js';
import { type PlanItem, readPlanFile } from './read-plan-file.js';

export const filePlanSchema = z.strictObject({
  year: z.int().min(2000).max(2100),
  /** Content of the CSV file, see {@link readPlanFile}. */
  csv: z.string().max(2_000_000),
  /** Only says what would change. */
  dryRun: z.boolean().default(false),
});

export interface ImportedFilePlan {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: number;
  /** Codes that the file leaves out: they stay in the plan, since files may have been opened by them. */
  readonly leftOut: readonly string[];
}

/**
 * Brings the file plan of a year up to date, all lines or none (ND 30 §28). Files that are open already keep the retention
 * they were opened with. @throws FilePlanRefusedError with one finding per wrong line
 */
export const importFilePlan: Command<z.output<typeof filePlanSchema>, ImportedFilePlan> = {
  name: 'work-files.import-file-plan',
  async run(context, { year, csv, dryRun }) {
    const { tx, now, caller } = context;
    const { items, findings } = readPlanFile(csv);
    const all = [...findings, ...(await unknownNames(tx, items))];
    if (all.length > 0) throw new FilePlanRefusedError(all);

    await tx.execute('lock table file_plan_item in share row exclusive mode');
    const plan = await compare(tx, year, items);
    if (dryRun || plan.added.length + plan.changed.length === 0) {
      context.nothingChanged();
      return plan;
    }
    await tx.execute(
      `insert into file_plan_item (year, code, title, retention_years, unit_code, responsible, imported_by, imported_at)
       select $1, i.code, i.title, i."retentionYears", i.unit, i.responsible, $3, $4
       from jsonb_to_recordset($2) as i(code text, title text, "retentionYears" int, unit text, responsible text)
       on conflict (year, code) do update set title = excluded.title, retention_years = excluded.retention_years,
         unit_code = excluded.unit_code, responsible = excluded.responsible, imported_by = $3, imported_at = $4`,
      [year, JSON.stringify(items), caller.actor, now],
    );
    context.audit({ subject: 'file-plan', subjectId: String(year), detail: { added: plan.added, changed: plan.changed } });
    return plan;
  },
};

async function unknownNames(tx: Transaction, items: readonly PlanItem[]): Promise<Finding[]> {
  const unknown = await tx.query<{ kind: string; name: string }>(
    `select 'đơn vị' as kind, given as name from unnest($1::text[]) as given
     where given <> '' and not exists (select from unit where code = given)
     union all
     select 'người', given from unnest($2::text[]) as given where not exists (select from person where login = given)`,
    [distinct(items.map(({ unit }) => unit)), distinct(items.flatMap(({ responsible }) => responsible ?? []))],
  );
  return unknown.map(({ kind, name }) => ({ where: name, what: `không có ${kind} này trong danh bạ` }));
}

async function compare(tx: Transaction, year: number, items: readonly PlanItem[]): Promise<ImportedFilePlan> {
  const known = await tx.query<PlanItem>(
    `select code, title, retention_years as "retentionYears", unit_code as unit, responsible from file_plan_item where year = $1 order by code`,
    [year],
  );
  const before = new Map(known.map((item) => [item.code, item]));
  const added = items.filter(({ code }) => !before.has(code));
  const kept = items.filter(({ code }) => before.has(code));
  const changed = kept.filter((item) => !same(item, before.get(item.code)!));
  const given = new Set(items.map(({ code }) => code));
  return {
    added: added.map(({ code }) => code),
    changed: changed.map(({ code }) => code),
    unchanged: kept.length - changed.length,
    leftOut: known.map(({ code }) => code).filter((code) => !given.has(code)),
  };
}

function same(one: PlanItem, other: PlanItem): boolean {
  return (Object.keys(one) as (keyof PlanItem)[]).every((name) => one[name] === other[name]);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}

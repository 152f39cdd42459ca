import type { WorkFileStatus } from './lock-work-file.js';

/** A work file as lists show it. Days are `YYYY-MM-DD`. */
export interface WorkFileRow {
  readonly id: string;
  readonly year: number;
  readonly code: string;
  readonly planCode: string;
  readonly title: string;
  readonly unit: string;
  readonly unitName: string | null;
  readonly keeper: string;
  readonly keeperName: string | null;
  readonly status: WorkFileStatus;
  readonly openedOn: string;
  readonly closedOn: string | null;
  /** Null: for ever. */
  readonly retentionYears: number | null;
  /** Last day of its retention, counted from the end of the year in which it was closed; null while open, or for ever. */
  readonly retainUntil: string | null;
  /** Day by which it goes to the archive: a year after it was closed (ND 30 §30.2). Null unless it is closed. */
  readonly handOverBy: string | null;
}

/** Over a closed `work_file f`: the day by which it goes to the archive, a year after it was closed (ND 30 §30.2). */
export const HAND_OVER_BY = `(f.closed_on + interval '1 year')::date`;

/** Over `work_file f` and {@link WORK_FILE_JOINS}. */
export const WORK_FILE_COLUMNS = `f.id, f.plan_year as year, f.code, f.plan_code as "planCode", f.title, f.unit_code as unit,
  unit.name as "unitName", f.keeper, keeper.full_name as "keeperName", f.status, f.opened_on as "openedOn",
  f.closed_on as "closedOn", f.retention_years as "retentionYears",
  make_date(extract(year from f.closed_on)::int + f.retention_years, 12, 31) as "retainUntil",
  case f.status when 'closed' then ${HAND_OVER_BY} end as "handOverBy"`;

export const WORK_FILE_JOINS = `left join unit on unit.code = f.unit_code left join person keeper on keeper.login = f.keeper`;

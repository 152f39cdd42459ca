import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { PlanItem } from './read-plan-file.js';

export interface FilePlanFilter extends PageRequest {
  readonly year: number;
  /** Code of a unit. */
  readonly unit?: string;
}

export interface FilePlanRow extends PlanItem {
  readonly year: number;
  readonly unitName: string | null;
  readonly responsibleName: string | null;
  /** How many files were opened by this line. */
  readonly files: number;
}

const cursorSchema = z.tuple([z.string()]);

/** The file plan of a year by its codes. @throws BadCursorError */
export async function listFilePlan(database: Database, filter: FilePlanFilter): Promise<Page<FilePlanRow>> {
  const [after] = readCursor(filter.after, cursorSchema) ?? [null];
  const rows = await database.query<FilePlanRow>(
    `select i.year, i.code, i.title, i.retention_years as "retentionYears", i.unit_code as unit, unit.name as "unitName",
       i.responsible, person.full_name as "responsibleName",
       (select count(*)::int from work_file f where f.plan_year = i.year and f.plan_code = i.code) as files
     from file_plan_item i
     left join unit on unit.code = i.unit_code
     left join person on person.login = i.responsible
     where i.year = $1 and ($2::text is null or i.unit_code = $2) and ($3::text is null or i.code > $3)
     order by i.code limit $4`,
    [filter.year, filter.unit ?? null, after, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (last) => [last.code]);
}

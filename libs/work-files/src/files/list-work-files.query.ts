import { type Database, searchFor } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { type Person, personParameters, readableFile } from '../rights.js';
import type { WorkFileStatus } from './lock-work-file.js';
import { WORK_FILE_COLUMNS, WORK_FILE_JOINS, type WorkFileRow } from './work-file-columns.js';

export interface WorkFileFilter extends PageRequest {
  /** Of the plan. */
  readonly year?: number;
  /** Code of a unit. */
  readonly unit?: string;
  readonly status?: WorkFileStatus;
  /** Login. */
  readonly keeper?: string;
  /** Words of code or title, with or without diacritics. */
  readonly search?: string;
  /** Only what is due for the archive by this day, `YYYY-MM-DD`. */
  readonly handOverBy?: string;
}

const cursorSchema = z.tuple([z.uuid()]);

/** The work files that somebody may read, the latest opened first. @throws BadCursorError */
export async function listWorkFiles(database: Database, person: Person, filter: WorkFileFilter): Promise<Page<WorkFileRow>> {
  const [before] = readCursor(filter.after, cursorSchema) ?? [null];
  const { conditions, parameters } = searchFor(filter.search, 'f.search_text', 10);
  const rows = await database.query<WorkFileRow>(
    `select ${WORK_FILE_COLUMNS} from work_file f ${WORK_FILE_JOINS}
     where ${readableFile('f', 1)}
       and ($3::int is null or f.plan_year = $3)
       and ($4::text is null or f.unit_code = $4)
       and ($5::text is null or f.status = $5)
       and ($6::text is null or f.keeper = $6)
       and ($7::date is null or (f.status = 'closed' and f.closed_on <= $7::date - interval '1 year'))
       and ($8::uuid is null or f.id < $8)
       ${conditions}
     order by f.id desc limit $9`,
    [
      ...personParameters(person),
      filter.year ?? null,
      filter.unit ?? null,
      filter.status ?? null,
      filter.keeper ?? null,
      filter.handOverBy ?? null,
      before,
      filter.limit + 1,
      ...parameters,
    ],
  );
  return toPage(rows, filter.limit, (last) => [last.id]);
}

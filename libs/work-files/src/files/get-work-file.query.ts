import type { Database } from '#database';
import { WorkFileNotFoundError } from '../errors.js';
import { type Person, requireFileReader } from '../rights.js';
import { WORK_FILE_COLUMNS, WORK_FILE_JOINS, type WorkFileRow } from './work-file-columns.js';

export const SHARE_LEVELS = ['read', 'contribute'] as const;

/** With whom a file is or was shared: a person or a unit. */
export interface WorkFileShare {
  readonly id: string;
  readonly login: string | null;
  readonly unit: string | null;
  readonly level: (typeof SHARE_LEVELS)[number];
  readonly startsAt: string;
  /** Exclusive; null: until somebody ends it. */
  readonly endsAt: string | null;
  readonly sharedBy: string;
  readonly sharedAt: string;
  readonly endedBy: string | null;
  readonly endedAt: string | null;
}

export interface WorkFileDetail extends WorkFileRow {
  readonly openedBy: string;
  readonly closedBy: string | null;
  /** How many entries the contents list has. */
  readonly entries: number;
  readonly shares: readonly WorkFileShare[];
  /** The last hand-over that names it. */
  readonly handoverId: string | null;
}

/** @throws WorkFileNotFoundError, WorkFileForbiddenError */
export async function getWorkFile(database: Database, person: Person, id: string): Promise<WorkFileDetail> {
  const [file] = await database.query<Omit<WorkFileDetail, 'shares'>>(
    `select ${WORK_FILE_COLUMNS}, f.opened_by as "openedBy", f.closed_by as "closedBy",
       (select count(*)::int from work_file_entry e where e.work_file_id = f.id and e.removed_at is null) as entries,
       (select part.handover_id from archive_handover_file part where part.work_file_id = f.id
        order by part.handover_id desc limit 1) as "handoverId"
     from work_file f ${WORK_FILE_JOINS} where f.id = $1`,
    [id],
  );
  if (file === undefined) throw new WorkFileNotFoundError(id);
  await requireFileReader(database, person, id);
  const shares = await database.query<WorkFileShare>(
    `select id, login, unit_code as unit, level, starts_at as "startsAt", ends_at as "endsAt", shared_by as "sharedBy",
       shared_at as "sharedAt", ended_by as "endedBy", ended_at as "endedAt"
     from work_file_share where work_file_id = $1 order by id`,
    [id],
  );
  return { ...file, shares };
}

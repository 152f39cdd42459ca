import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { HandoverNotFoundError, WorkFileForbiddenError } from '../errors.js';
import { WORK_FILE_COLUMNS, WORK_FILE_JOINS, type WorkFileRow } from '../files/work-file-columns.js';
import { type Person, personParameters } from '../rights.js';

export const HANDOVER_STATUSES = ['submitted', 'accepted', 'returned'] as const;

export interface HandoverRow {
  readonly id: string;
  readonly year: number;
  readonly number: number;
  readonly unit: string;
  readonly unitName: string | null;
  readonly status: (typeof HANDOVER_STATUSES)[number];
  /** How many files it holds. */
  readonly files: number;
  readonly note: string | null;
  readonly submittedBy: string;
  readonly submittedByName: string | null;
  readonly submittedAt: string;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: string | null;
  readonly returnReason: string | null;
}

/** A file in the list of a hand-over (mục lục hồ sơ). */
export interface HandedFileRow extends WorkFileRow {
  readonly position: number;
  /** How many entries its contents list has. */
  readonly entries: number;
}

/** The minutes of a hand-over (biên bản giao nhận) with the list of its files. */
export interface HandoverMinutes extends HandoverRow {
  readonly agency: string;
  readonly list: readonly HandedFileRow[];
}

export interface HandoverFilter extends PageRequest {
  readonly year?: number;
  readonly unit?: string;
  readonly status?: HandoverRow['status'];
}

const HANDOVER_COLUMNS = `h.id, h.year, h.number, h.unit_code as unit, unit.name as "unitName", h.status,
  (select count(*)::int from archive_handover_file part where part.handover_id = h.id) as files, h.note,
  h.submitted_by as "submittedBy", giver.full_name as "submittedByName", h.submitted_at as "submittedAt",
  h.decided_by as "decidedBy", taker.full_name as "decidedByName", h.decided_at as "decidedAt", h.return_reason as "returnReason"`;

const HANDOVER_JOINS = `left join unit on unit.code = h.unit_code left join person giver on giver.login = h.submitted_by
  left join person taker on taker.login = h.decided_by`;

/**
 * Over `archive_handover h`: those of whoever submitted it and of the head, who read all its files; all for readers of all files.
 * Others of the unit read each file by its keeper or a share, and so not the list of them.
 */
const readableHandover = (first: number) =>
  `($${first}::text is null or h.submitted_by = $${first} or 'head:' || h.unit_code = any($${first + 1}::text[]))`;

const cursorSchema = z.tuple([z.uuid()]);

/** The latest first. @throws BadCursorError */
export async function listHandovers(database: Database, person: Person, filter: HandoverFilter): Promise<Page<HandoverRow>> {
  const [before] = readCursor(filter.after, cursorSchema) ?? [null];
  const rows = await database.query<HandoverRow>(
    `select ${HANDOVER_COLUMNS} from archive_handover h ${HANDOVER_JOINS}
     where ${readableHandover(1)} and ($3::int is null or h.year = $3) and ($4::text is null or h.unit_code = $4)
       and ($5::text is null or h.status = $5) and ($6::uuid is null or h.id < $6)
     order by h.id desc limit $7`,
    [...personParameters(person), filter.year ?? null, filter.unit ?? null, filter.status ?? null, before, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (last) => [last.id]);
}

/** @throws HandoverNotFoundError, WorkFileForbiddenError */
export async function getHandover(database: Database, person: Person, id: string): Promise<HandoverMinutes> {
  const [found] = await database.query<HandoverRow & { agency: string; isReadable: boolean }>(
    `select ${HANDOVER_COLUMNS}, (select name from agency) as agency, ${readableHandover(2)} as "isReadable"
     from archive_handover h ${HANDOVER_JOINS} where h.id = $1`,
    [id, ...personParameters(person)],
  );
  if (found === undefined) throw new HandoverNotFoundError(id);
  const { isReadable, ...handover } = found;
  if (!isReadable) throw new WorkFileForbiddenError('read the minutes of its hand-over');
  const list = await database.query<HandedFileRow>(
    `select part.position, ${WORK_FILE_COLUMNS},
       (select count(*)::int from work_file_entry e where e.work_file_id = f.id and e.removed_at is null) as entries
     from archive_handover_file part join work_file f on f.id = part.work_file_id ${WORK_FILE_JOINS}
     where part.handover_id = $1 order by part.position`,
    [id],
  );
  return { ...handover, list };
}

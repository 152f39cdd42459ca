import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { DeadlineKind } from './deadline-kind.js';
import { type DeadlineReader, readerParameters, visibleTo } from './deadline-reader.js';
import type { DeadlineStatus } from './deadline-status.js';

export interface DeadlineFilter {
  readonly kind?: DeadlineKind;
  readonly status?: DeadlineStatus;
  /** Code of the unit that answers for it. */
  readonly unit?: string;
  /** Due at this instant or later; before this one. */
  readonly dueFrom?: string;
  readonly dueTo?: string;
  readonly limit: number;
  readonly after?: string;
}

export interface DeadlineEntry {
  readonly kind: DeadlineKind;
  readonly id: string;
  readonly instanceId: string;
  readonly label: string;
  readonly unit: string | null;
  readonly unitName: string | null;
  /** Who has the task. */
  readonly assignee: string | null;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly closedAt: string | null;
  readonly status: DeadlineStatus;
  /** Open and past its due date. */
  readonly overdue: boolean;
  readonly pausedUntil: string | null;
}

/** Due time, id. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** The deadlines that a person may see, the earliest due first. @throws BadCursorError */
export async function listDeadlines(
  database: Database,
  reader: DeadlineReader,
  filter: DeadlineFilter,
): Promise<Page<DeadlineEntry>> {
  const [dueAt, id] = readCursor(filter.after, cursorSchema) ?? [null, null];
  const { kind = null, status = null, unit = null, dueFrom = null, dueTo = null, limit } = filter;
  const rows = await database.query<DeadlineEntry>(
    `select e.kind, e.id, e.instance_id as "instanceId", e.label, e.unit_code as unit, u.name as "unitName", e.assignee,
       e.started_at as "startedAt", e.due_at as "dueAt", e.closed_at as "closedAt", e.status,
       e.status = 'open' and e.due_at < business_now() as overdue, e.paused_until as "pausedUntil"
     from deadline_entry e left join unit u on u.code = e.unit_code
     where ($1::text is null or e.kind = $1) and ($2::text is null or e.status = $2) and ($3::text is null or e.unit_code = $3)
       and ($4::timestamptz is null or e.due_at >= $4) and ($5::timestamptz is null or e.due_at < $5)
       and ($6::timestamptz is null or (e.due_at, e.id) > ($6, $7::uuid))
       and ${visibleTo('$8', '$9', '$10', '$11')}
     order by e.due_at, e.id limit $12`,
    [kind, status, unit, dueFrom, dueTo, dueAt, id, ...readerParameters(reader), limit + 1],
  );
  return toPage(rows, limit, (last) => [last.dueAt, last.id]);
}

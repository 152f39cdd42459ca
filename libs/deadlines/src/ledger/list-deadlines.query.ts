import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { DeadlineKind } from './deadline-kind.js';
import { type DeadlineReader, readerParameters, visibleTo } from './deadline-reader.js';
import { type DeadlineStatus, outcomeAt } from './deadline-status.js';

export interface DeadlineFilter {
  readonly kind?: DeadlineKind;
  readonly status: DeadlineStatus;
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

/** Due time to the microsecond, as the index has it; id. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/**
 * The deadlines that a person may see, the earliest due first. Whoever asks for closed ones names a stretch of due dates: of a
 * million he may see three, and the others are looked at one by one. @throws BadCursorError
 */
export async function listDeadlines(
  database: Database,
  reader: DeadlineReader,
  filter: DeadlineFilter,
): Promise<Page<DeadlineEntry>> {
  const [dueAt, id] = readCursor(filter.after, cursorSchema) ?? [null, null];
  const { kind = null, status, unit = null, dueFrom = null, dueTo = null, limit } = filter;
  // The first part of each finds its index, which is of open or of closed ones.
  const near = (standing: string) => `status ${status === 'open' ? '=' : '<>'} 'open' and ${standing} = $2
       and ($4::timestamptz is null or due_at >= $4) and ($5::timestamptz is null or due_at < $5)
       and ($6::timestamptz is null or (due_at, id) > ($6, $7::uuid)) order by due_at, id`;
  const ofTask = `case status when 'completed' then ${outcomeAt('ended_at', 'due_at')} else status end`;
  const rows = await database.query<DeadlineEntry & { readonly exactDueAt: string }>(
    // Ids in the order of the page first; then the view, which looks for the unit of each, only until the page is full.
    `select e.kind, e.id, e.instance_id as "instanceId", e.label, e.unit_code as unit, u.name as "unitName", e.assignee,
       e.started_at as "startedAt", e.due_at as "dueAt", e.closed_at as "closedAt", e.status,
       e.status = 'open' and e.due_at < business_now() as overdue, e.paused_until as "pausedUntil",
       to_char(next.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "exactDueAt"
     from ((select 'task' as kind, id, due_at from user_task where due_at is not null and ${near(ofTask)})
           union all (select 'case', id, due_at from deadline where ${near('status')})) next
     cross join lateral (select * from deadline_entry where kind = next.kind and id = next.id and status = $2 limit 1) e
     left join unit u on u.code = e.unit_code
     where ($1::text is null or next.kind = $1) and ($3::text is null or e.unit_code = $3)
       and ${visibleTo('$8', '$9', '$10', '$11')}
     order by next.due_at, next.id limit $12`,
    [kind, status, unit, dueFrom, dueTo, dueAt, id, ...readerParameters(reader), limit + 1],
  );
  const { items, next } = toPage(rows, limit, (last) => [last.exactDueAt, last.id]);
  return { items: items.map(({ exactDueAt: _, ...entry }) => entry), next };
}

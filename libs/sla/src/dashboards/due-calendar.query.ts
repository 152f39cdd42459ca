import type { CalendarBook } from '#calendar';
import type { Database } from '#database';
import type { DeadlineKind } from '#deadlines';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { DueCalendarRequest, DueOnRequest } from './dashboard-request.js';
import { type DayOfOffice, daysOfOffice, momentsOf } from './day-of-office.js';

/** What each figure of {@link DueDay} says, in the words that stand beside it. */
export const DUE_CALENDAR_DEFINITIONS = {
  tasks: 'Số công việc đang mở có hạn trong ngày.',
  cases: 'Số hồ sơ, văn bản đang mở có hạn trong ngày.',
  overdue: 'Trong số đó, số đã quá hạn tại thời điểm xem.',
} as const;

export interface DueDay extends DayOfOffice {
  readonly tasks: number;
  readonly cases: number;
  readonly overdue: number;
}

export interface DueCalendar {
  /** ISO UTC. */
  readonly asOf: string;
  /** Every day that was asked for. */
  readonly days: readonly DueDay[];
  readonly definitions: typeof DUE_CALENDAR_DEFINITIONS;
}

/** Something that is due. Instants are ISO UTC. */
export interface DueEntry {
  readonly kind: DeadlineKind;
  readonly id: string;
  readonly label: string;
  readonly instanceId: string;
  readonly unit: string | null;
  readonly unitName: string | null;
  /** Who has the task; null: nobody has taken it, or it is a case. */
  readonly person: string | null;
  readonly personName: string | null;
  readonly dueAt: string;
  readonly overdue: boolean;
}

export interface DueTools {
  readonly database: Database;
  readonly calendars: CalendarBook;
  /** IANA zone of the office: where days begin. */
  readonly zone: string;
}

/** How much of what is open is due on each day. */
export function dueCalendar({ database, calendars, zone }: DueTools, { from, to, unit }: DueCalendarRequest): Promise<DueCalendar> {
  return database.transaction(async (tx) => {
    const counts = await tx.query<Omit<DueDay, keyof DayOfOffice> & { date: string }>(
      `select to_char(due_at at time zone $5, 'YYYY-MM-DD') as date, count(*) filter (where kind = 'task') as tasks,
              count(*) filter (where kind = 'case') as cases, count(*) filter (where due_at < $4) as overdue
       from (${OPEN}) as open where $3::text is null or unit = $3 group by 1`,
      [momentsOf(from, zone).from, momentsOf(to, zone).to, unit ?? null, tx.now, zone],
    );
    const ofDate = new Map(counts.map(({ date, ...figures }) => [date, figures]));
    const none = { tasks: 0, cases: 0, overdue: 0 };
    const days = daysOfOffice(calendars, { from, to, unit }).map((day) => ({ ...day, ...(ofDate.get(day.date) ?? none) }));
    return { asOf: tx.now, days, definitions: DUE_CALENDAR_DEFINITIONS };
  });
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** What is due on one day, the earliest first: as much as the calendar counts. @throws BadCursorError */
export async function listDueOn(
  { database, zone }: Omit<DueTools, 'calendars'>,
  { date, unit, limit, after }: DueOnRequest & { readonly limit: number; readonly after?: string },
): Promise<Page<DueEntry>> {
  const { from, to } = momentsOf(date, zone);
  const [dueAt, id] = readCursor(after, cursorSchema) ?? [null, null];
  const rows = await database.query<DueEntry>(
    `select open.kind, open.id, open.label, open.instance_id as "instanceId", open.unit, u.name as "unitName", open.person,
            p.full_name as "personName", open.due_at as "dueAt", open.due_at < business_now() as overdue
     from (${OPEN}) as open
     left join unit u on u.code = open.unit
     left join person p on p.login = open.person
     where ($3::text is null or open.unit = $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', open.due_at), open.id) > ($4, $5::uuid))
     order by date_trunc('milliseconds', open.due_at), open.id limit $6`,
    [from, to, unit ?? null, dueAt, id, limit + 1],
  );
  return toPage(rows, limit, (last) => [last.dueAt, last.id]);
}

/** Open deadlines from $1 up to $2. */
const OPEN = `
  select kind, id, label, instance_id, due_at, assignee as person, unit_code as unit
  from deadline_entry where status = 'open' and due_at >= $1 and due_at < $2`;

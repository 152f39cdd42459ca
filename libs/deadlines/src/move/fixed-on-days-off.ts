import type { CalendarBook } from '#calendar';
import type { Database } from '#database';
import type { DeadlineKind } from '../ledger/deadline-kind.js';
import type { CalendarDifference } from './say-difference.js';

/** An open deadline whose date somebody wrote, so that no calendar moves it. */
export interface FixedDeadline {
  readonly kind: DeadlineKind;
  readonly id: string;
  readonly instanceId: string;
  readonly label: string;
  readonly unit: string | null;
  readonly dueAt: string;
}

/** Calendars as they are, and as they would be; `former` null: there are none yet. */
export interface ImaginedCalendars {
  readonly former: CalendarBook | null;
  readonly book: CalendarBook;
  readonly difference: CalendarDifference;
}

/**
 * Open deadlines that stay where somebody put them, though days that were worked there become days off: whoever publishes
 * looks at them himself. The earliest first. Tasks that are due with their case are not named besides it.
 */
export async function fixedOnDaysOff(database: Database, { former, book, difference }: ImaginedCalendars): Promise<FixedDeadline[]> {
  const onThose = `calendar_publication is null and status = 'open' and (due_at at time zone $1)::date = any($2::date[])`;
  const fixed = await database.query<FixedDeadline>(
    `select e.kind, e.id, e.instance_id as "instanceId", e.label, e.unit_code as unit, e.due_at as "dueAt"
     from (select 'case' as kind, id from deadline where ${onThose}
           union all select 'task', id from user_task where ${onThose}) f
     cross join lateral (select * from deadline_entry where kind = f.kind and id = f.id and status = 'open') e
     where e.kind = 'case' or not exists (
       select from deadline d join process_instance i on i.id = d.instance_id
       where i.root_instance_id = e.root_instance_id and d.status = 'open' and d.due_at = e.due_at)
     order by e.due_at, e.id`,
    [difference.zone, difference.days.map(({ date }) => date)],
  );
  return fixed.filter(({ unit, dueAt }) => isOff(book, unit, dueAt) && !(former !== null && isOff(former, unit, dueAt)));
}

function isOff(book: CalendarBook, unit: string | null, dueAt: string): boolean {
  return book.ofUnit(unit).workingTime.dayAt(dueAt).sessions.length === 0;
}

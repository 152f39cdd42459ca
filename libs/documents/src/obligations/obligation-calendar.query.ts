import type { WorkingTime } from '#calendar';
import type { Database } from '#database';
import { sayInstant, writeIcsEvents } from '#deadlines';
import { dateInZone } from '#foundation';
import { filterParameters, MATCHES_FILTER, OBLIGATION_SOURCE } from './obligation-filter.js';
import { OBLIGATION_COLUMNS, type ObligationRow } from './list-obligations.query.js';

export interface CalendarQuestion {
  /** Days `YYYY-MM-DD` in the zone of the office, both included. */
  readonly from: string;
  readonly to: string;
  /** Code of the lead unit; absent: of all. */
  readonly unit?: string;
  /** Working time of that unit, or of the agency; its zone is that of the office. */
  readonly workingTime: WorkingTime;
  readonly zone: string;
}

/** A day and the replies that are due on it. */
export interface ObligationDay {
  readonly date: string;
  readonly isWorkingDay: boolean;
  /** Of a day off: why. */
  readonly dayOff: string | null;
  readonly items: readonly ObligationRow[];
}

/** Every day from one to another with the open replies that are due on it; the days off are named. */
export async function obligationCalendar(database: Database, question: CalendarQuestion): Promise<ObligationDay[]> {
  const { from, to, workingTime, zone } = question;
  const rows = await dueWithin(database, question);
  return workingTime.days(from, to).map(({ date, sessions, name }) => ({
    date,
    isWorkingDay: sessions.length > 0,
    dayOff: sessions.length > 0 ? null : name,
    items: rows.filter(({ dueAt }) => dateInZone(dueAt, zone) === date),
  }));
}

/** The same replies as iCalendar, an all-day event for each. @param now ISO 8601 UTC */
export async function obligationCalendarIcs(database: Database, question: CalendarQuestion, now: string): Promise<string> {
  const { zone } = question;
  const rows = await dueWithin(database, question);
  return writeIcsEvents({
    product: 'reply obligations',
    name: 'Hạn phúc đáp văn bản',
    zone,
    stamp: now,
    events: rows.map(({ id, dueAt, overdue, arrivalNumber, arrivalYear, senderAgency, documentNumber, subject, leadUnitName }) => ({
      uid: `${id}@congvan`,
      date: dateInZone(dueAt, zone),
      summary: `${overdue ? 'QUÁ HẠN: ' : ''}Phúc đáp ${senderAgency}, số đến ${arrivalNumber}/${arrivalYear}`,
      description: [`Hạn ${sayInstant(dueAt, zone)}`, documentNumber, subject, leadUnitName && `Chủ trì: ${leadUnitName}`]
        .filter((line) => line)
        .join('\n'),
    })),
  });
}

function dueWithin(database: Database, { from, to, unit, zone }: CalendarQuestion): Promise<ObligationRow[]> {
  return database.query<ObligationRow>(
    `select ${OBLIGATION_COLUMNS} from ${OBLIGATION_SOURCE} where ${MATCHES_FILTER} order by o.due_at, o.id`,
    filterParameters({ status: 'open', dueFrom: from, dueTo: to, unit, zone }),
  );
}

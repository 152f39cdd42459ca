import type { CalendarBook } from '#calendar';
import type { Database } from '#database';
import { dateInZone } from '#foundation';
import { DateTime } from 'luxon';
import type { FlowRequest } from './dashboard-request.js';
import { type DayOfOffice, daysOfOffice } from './day-of-office.js';

/** What each figure says, in the words that stand beside it. */
export const FLOW_DEFINITIONS = {
  received: 'Số hồ sơ bắt đầu trong ngày.',
  finished: 'Số hồ sơ kết thúc trong ngày, kể cả bị hủy.',
  open: 'Số hồ sơ còn mở khi hết ngày; của hôm nay: tại thời điểm xem.',
  transitions:
    'Số công việc của bước hoàn thành trong tháng mà bước kế tiếp của hồ sơ, hoặc bước làm song song xong sau, là bước kia; ' +
    '`finished`: hồ sơ đã kết thúc, `waiting`: hồ sơ còn mở mà không có việc nào.',
} as const;

export interface FlowDay extends DayOfOffice {
  readonly received: number;
  readonly finished: number;
  readonly open: number;
}

/** One ribbon of the flow. */
export interface Transition {
  /** `<process>/<element>` */
  readonly from: string;
  readonly fromLabel: string;
  /** `<process>/<element>`, or `finished`, or `waiting`. */
  readonly to: string;
  readonly toLabel: string;
  readonly count: number;
}

export interface MonthlyFlow {
  readonly month: string;
  /** ISO UTC. */
  readonly asOf: string;
  /** Up to today. */
  readonly days: readonly FlowDay[];
  /** The broadest first, the broadest two hundred. */
  readonly transitions: readonly Transition[];
  readonly definitions: typeof FLOW_DEFINITIONS;
}

export interface FlowTools {
  readonly database: Database;
  readonly calendars: CalendarBook;
  /** IANA zone of the office: where days begin. */
  readonly zone: string;
}

/**
 * How cases came in, moved from step to step and ended in one month, of what the history still has. Called processes are
 * part of the case that called them.
 */
export function monthlyFlow({ database, calendars, zone }: FlowTools, { month, process }: FlowRequest): Promise<MonthlyFlow> {
  const first = DateTime.fromISO(`${month}-01`, { zone });
  const next = first.plus({ months: 1 });
  return database.transaction(async (tx) => {
    const [from, to] = [first.toUTC().toISO()!, next.toUTC().toISO()!];
    const key = process ?? null;
    const movements = await tx.query<Movement>(MOVEMENTS, [from, to, key, zone]);
    const [before] = await tx.query<{ open: number }>(OPEN_BEFORE, [from, key]);
    const transitions = await tx.query<Transition>(TRANSITIONS, [from, to, key]);
    const today = dateInZone(tx.now, zone);
    const last = next.minus({ days: 1 }).toISODate()!;
    const days = first.toISODate()! > today ? [] : daysOfOffice(calendars, { from: `${month}-01`, to: last < today ? last : today });
    return { month, asOf: tx.now, days: balanced(days, movements, before!.open), transitions, definitions: FLOW_DEFINITIONS };
  });
}

interface Movement {
  readonly date: string;
  readonly received: number;
  readonly finished: number;
}

/** Carries what is open from day to day. */
function balanced(days: readonly DayOfOffice[], movements: readonly Movement[], before: number): FlowDay[] {
  const ofDate = new Map(movements.map((movement) => [movement.date, movement]));
  let open = before;
  return days.map((day) => {
    const { received, finished } = ofDate.get(day.date) ?? { received: 0, finished: 0 };
    open += received - finished;
    return { ...day, received, finished, open };
  });
}

/** Cases: instances that nobody called, of the processes with the key $n, or of all. */
const ofProcess = (key: string) => `
  i.parent_instance_id is null and i.definition_id in (select id from process_definition where ${key}::text is null or key = ${key})`;

const MOVEMENTS = `
  select to_char(at at time zone $4, 'YYYY-MM-DD') as date, sum(received)::bigint as received, sum(finished)::bigint as finished
  from (select i.started_at as at, 1::bigint as received, 0::bigint as finished from process_instance i
        where i.started_at >= $1 and i.started_at < $2 and ${ofProcess('$3')}
        union all
        select i.ended_at, 0, 1 from process_instance i where i.ended_at >= $1 and i.ended_at < $2 and ${ofProcess('$3')}) as moved
  group by 1`;

/** Two indexes: of those that are open still, and of the ends since. */
const OPEN_BEFORE = `
  select (select count(*) from process_instance i where i.ended_at is null and i.started_at < $1 and ${ofProcess('$2')})
       + (select count(*) from process_instance i where i.ended_at >= $1 and i.started_at < $1 and ${ofProcess('$2')}) as open`;

/** Most ribbons that a picture can hold. */
const MOST_TRANSITIONS = 200;

const TRANSITIONS = `
  with done as (
    select t.id, t.ended_at, d.key || '/' || t.element_id as step, t.name, i.root_instance_id, root.ended_at as case_ended_at
    from user_task t
    join process_instance i on i.id = t.instance_id
    join process_definition d on d.id = i.definition_id
    join process_instance root on root.id = i.root_instance_id
    join process_definition of_case on of_case.id = root.definition_id
    where t.status = 'completed' and t.ended_at >= $1 and t.ended_at < $2 and ($3::text is null or of_case.key = $3))
  select done.step as "from", max(done.name) as "fromLabel",
         coalesce(next.step, case when done.case_ended_at is null then 'waiting' else 'finished' end) as "to",
         max(coalesce(next.name, case when done.case_ended_at is null then 'Chờ bước kế tiếp' else 'Kết thúc' end)) as "toLabel",
         count(*) as count
  from done left join lateral (
    select d.key || '/' || t.element_id as step, t.name
    from process_instance i
    join user_task t on t.instance_id = i.id
    join process_definition d on d.id = i.definition_id
    where i.root_instance_id = done.root_instance_id and t.id <> done.id
      and (t.created_at >= done.ended_at or t.ended_at is null or t.ended_at > done.ended_at)
    order by t.created_at < done.ended_at, t.created_at, t.id limit 1) as next on true
  group by 1, 3 order by count(*) desc, 1, 3 limit ${MOST_TRANSITIONS}`;

import type { CalendarBook } from '#calendar';
import type { Database } from '#database';
import { dateInZone } from '#foundation';
import type { DefinitionStore } from '#runtime';
import { DateTime } from 'luxon';
import type { FlowRequest } from './dashboard-request.js';
import { type DayOfOffice, daysOfOffice } from './day-of-office.js';
import { readTransitions } from './read-transitions.js';
import type { Transition } from './transitions-of-cases.js';

/** What each figure says, in the words that stand beside it. */
export const FLOW_DEFINITIONS = {
  received: 'Số hồ sơ bắt đầu trong ngày.',
  finished: 'Số hồ sơ kết thúc trong ngày, kể cả bị hủy.',
  open: 'Số hồ sơ còn mở khi hết ngày; của hôm nay: tại thời điểm xem.',
  transitions:
    'Số công việc của bước hoàn thành trong tháng mà sau đó hồ sơ đi đến bước kia theo sơ đồ quy trình, mọi nhánh song song đều tính; ' +
    'nếu không đến bước nào thì `finished`: hồ sơ đã kết thúc, `waiting`: hồ sơ còn mở.',
} as const;

export interface FlowDay extends DayOfOffice {
  readonly received: number;
  readonly finished: number;
  readonly open: number;
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
  readonly definitions: DefinitionStore;
  /** IANA zone of the office: where days begin. */
  readonly zone: string;
}

/**
 * How cases came in, moved from step to step and ended in one month, of what the history still has. Called processes are
 * part of the case that called them.
 */
export function monthlyFlow(tools: FlowTools, { month, process }: FlowRequest): Promise<MonthlyFlow> {
  const { database, calendars, definitions, zone } = tools;
  const first = DateTime.fromISO(`${month}-01`, { zone });
  const next = first.plus({ months: 1 });
  return database.transaction(async (tx) => {
    const [from, to] = [first.toUTC().toISO()!, next.toUTC().toISO()!];
    const key = process ?? null;
    const movements = await tx.query<Movement>(MOVEMENTS, [from, to, key, zone]);
    const [before] = await tx.query<{ open: number }>(OPEN_BEFORE, [from, key]);
    const transitions = await readTransitions(tx, definitions, { from, to, process: key });
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

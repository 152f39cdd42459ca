import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { CHANGED_TASKS, OUTCOME, type Outcome } from '../roll-ups/task-record.js';
import { spans } from './read-tallies.js';
import { type CasesBehindRequest, filtersOf } from './report-request.js';
import type { CountedFigure } from './report.js';

/** A task that a figure counts, with the case it belongs to. Instants are ISO 8601 UTC. */
export interface CaseBehind {
  readonly taskId: string;
  readonly taskName: string;
  /** Of the whole case. */
  readonly instanceId: string;
  readonly process: string;
  readonly step: string;
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly person: string | null;
  readonly personName: string | null;
  readonly createdAt: string;
  readonly dueAt: string | null;
  /** Null while it is open. */
  readonly endedAt: string | null;
  /** Null while it is open, net also for some seconds after its end. */
  readonly grossSeconds: number | null;
  readonly netSeconds: number | null;
  /** The incoming document of the case; null where it has none. */
  readonly document: { readonly id: string; readonly arrivalNumber: number; readonly arrivalYear: number; readonly subject: string } | null;
}

export interface CasesBehindTools {
  readonly database: Database;
  /** IANA zone of the office. */
  readonly zone: string;
}

const FINISHED: Partial<Record<CountedFigure, Outcome>> = {
  finishedOnTime: 'on-time',
  finishedLate: 'late',
  finishedWithoutDeadline: 'no-deadline',
};

/** SQL of which open tasks a figure counts, by the due date of a row and a new parameter with the moment. */
const OPEN: Partial<Record<CountedFigure, (row: string, asOf: () => string) => string>> = {
  openNotDue: (row, asOf) => `${row}.due_at >= ${asOf()}`,
  openOverdue: (row, asOf) => `${row}.due_at < ${asOf()}`,
  openWithoutDeadline: (row) => `${row}.due_at is null`,
};

/** Sort key, task. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/**
 * The tasks behind a figure of a report, or of one of its lines, of the same period and filters: as many as it says.
 * Finished ones by their end, open ones by their deadline, without one by their creation; the earliest first.
 * @throws BadCursorError
 */
export async function listCasesBehind(
  { database, zone }: CasesBehindTools,
  request: CasesBehindRequest & { readonly limit: number; readonly after?: string },
): Promise<Page<CaseBehind>> {
  const after = readCursor(request.after, cursorSchema);
  const rows = await database.transaction((tx) => tx.query<CaseBehind & { at: string }>(...statement(request, { now: tx.now, zone, after })));
  const page = toPage(rows, request.limit, (last) => [last.at, last.taskId]);
  return { ...page, items: page.items.map(({ at: _, ...item }) => item) };
}

interface Moment {
  readonly now: string;
  readonly zone: string;
  readonly after: z.infer<typeof cursorSchema> | undefined;
}

function statement(
  request: CasesBehindRequest & { readonly limit: number },
  { now, zone, after }: Moment,
): [sql: string, parameters: unknown[]] {
  const { figure, from, to, by, key } = request;
  const parameters: unknown[] = [];
  const parameter = (value: unknown, type: string) => `$${parameters.push(value)}::${type}`;
  const isFinished = FINISHED[figure] !== undefined;
  // A parameter that no part takes has no type, which Postgres refuses.
  const asOf = () => parameter(to < now ? to : now, 'timestamptz');
  const sortKey = (row: string) => (isFinished ? `${row}.ended_at` : `coalesce(${row}.due_at, ${row}.created_at)`);
  const monthBegan = isFinished ? 'ended_at' : 'created_at';
  const limited = (row: string) => [
    ...Object.entries(filtersOf(request)).map(([name, value]) => `and ${row}.${name} = ${parameter(value, 'text')}`),
    by === undefined ? ''
      : by === 'month' ? `and to_char(${row}.${monthBegan} at time zone ${parameter(zone, 'text')}, 'YYYY-MM') = ${parameter(key, 'text')}`
      : key === undefined ? `and ${row}.${by} is null` : `and ${row}.${by} = ${parameter(key, 'text')}`,
    after === undefined ? '' : `and (${sortKey(row)}, ${row}.task_id) > (${parameter(after[0], 'timestamptz')}, ${parameter(after[1], 'uuid')})`,
  ].join(' ');
  const limit = parameter(request.limit + 1, 'integer');
  const first = `order by at, task_id limit ${limit}`;
  const columns = (row: string) => `${row}.task_id, ${row}.root_instance_id, ${row}.process, ${row}.step, ${row}.name, ${row}.unit,
    ${row}.person, ${row}.created_at, ${row}.due_at, ${row}.ended_at, ${sortKey(row)} as at`;
  const counted = (condition: string) => `
    (select ${columns('f')}, f.net_seconds from sla_fact f
     where ${condition} ${limited('f')} and f.task_id not in (select id from changed) ${first})`;
  const inHistory = (condition: string) => `
    (select ${columns('s')}, null::integer as net_seconds from sla_task s where ${condition} ${limited('s')} ${first})`;
  const marked = 's.task_id = any(array(select id from changed))';

  const parts: string[] = [];
  if (isFinished) {
    const [start, end] = [parameter(from, 'timestamptz'), parameter(to, 'timestamptz')];
    const outcome = parameter(FINISHED[figure], 'text');
    parts.push(
      counted(`f.outcome = ${outcome} and f.ended_at >= ${start} and f.ended_at < ${end}`),
      inHistory(`${marked} and ${OUTCOME} = ${outcome} and s.ended_at >= ${start} and s.ended_at < ${end}`),
    );
  } else {
    const isCounted = OPEN[figure]!;
    const end = parameter(to, 'timestamptz');
    parts.push(inHistory(`s.status = 'open' and s.created_at < ${end} and ${isCounted('s', asOf)}`));
    if (to <= now) {
      parts.push(
        counted(`${spans(end)} and ${isCounted('f', asOf)}`),
        inHistory(`${marked} and s.status <> 'open' and s.created_at < ${end} and s.ended_at >= ${end} and ${isCounted('s', asOf)}`),
      );
    }
  }
  const sql = `
    with changed as materialized (
      select t.id from user_task t where t.id = any(array(${CHANGED_TASKS}))),
    task as materialized (select * from (${parts.join(' union all ')}) part ${first})
    select t.task_id as "taskId", t.name as "taskName", t.root_instance_id as "instanceId", t.process, t.step, t.unit,
           u.name as "unitName", t.person, p.full_name as "personName", t.created_at as "createdAt", t.due_at as "dueAt",
           t.ended_at as "endedAt", greatest(0, floor(extract(epoch from t.ended_at - t.created_at)))::integer as "grossSeconds",
           t.net_seconds as "netSeconds", t.at,
           case when d.id is not null then jsonb_build_object('id', d.id, 'arrivalNumber', d.arrival_number,
             'arrivalYear', d.arrival_year, 'subject', d.subject) end as document
    from task t
    left join unit u on u.code = t.unit
    left join person p on p.login = t.person
    left join incoming_document d on d.instance_id = t.root_instance_id
    order by t.at, t.task_id`;
  return [sql, parameters];
}

import type { Transaction } from '#database';
import { CELL_DIMENSIONS, type CellDimension } from '../roll-ups/cells.js';
import { CountingCalendars, type CalendarsInForce } from '../roll-ups/counting-calendars.js';
import { countTask, type Fact, SELECT_FACT } from '../roll-ups/fact.js';
import { CHANGED_TASKS, type EndedTaskRecord, endedTaskColumns } from '../roll-ups/task-record.js';
import { monthIn, monthKey, splitPeriod } from './months.js';
import { dueThen, taskWasOpenAt, wasOpenAt } from './open-at-instant.js';
import type { Dimension, ReportFilters, ReportPeriod } from './report.js';
import { endedIn, type FinishedSums, openAtEndOf, type OpenSums, Tally } from './tally.js';

export interface TallyRequest {
  readonly period: ReportPeriod;
  readonly by: Dimension;
  readonly filters: ReportFilters;
  /** IANA zone of the office: where months begin. */
  readonly zone: string;
  readonly calendars: CalendarsInForce;
}

/** One of: sums of cells, of facts, of open tasks; a fact that is to be taken out; a task that is to be counted; one whose deadline has moved. */
type Row = { readonly key: string | null } & (
  | (FinishedSums & { readonly source: 'cell' | 'facts' })
  | (OpenSums & { readonly source: 'open' })
  | { readonly source: 'counted'; readonly task: Fact }
  | { readonly source: 'marked'; readonly task: EndedTaskRecord }
  | { readonly source: 'moved'; readonly task: MovedTask }
);

interface MovedTask {
  readonly dueAt: string;
  /** Its deadline when the period was over. */
  readonly formerDueAt: string;
}

/**
 * Counts the tasks of a period, by key of the dimension. Whole months come from cells where one dimension answers, the
 * rest from facts by index; then what is marked is taken out as it was counted and put in as it is now, and what was open at
 * the end of a past period is put where its deadline of then belongs. All of it is one statement, so it is of one moment, and
 * the same at any moment as if all had been counted anew.
 */
export async function readTallies(tx: Transaction, request: TallyRequest): Promise<Map<string | null, Tally>> {
  const { period, by, filters, zone } = request;
  const rows = await tx.query<Row>(...statement(request, period.to < tx.now ? period.to : tx.now));
  const tallies = new Map<string | null, Tally>();
  const of = (key: string | null) => {
    const tally = tallies.get(key) ?? new Tally();
    tallies.set(key, tally);
    return tally;
  };
  const before = rows.flatMap((row) => (row.source === 'counted' ? [inUtc(row.task)] : []));
  const marked = rows.flatMap((row) => (row.source === 'marked' ? [inUtc(row.task)] : []));
  const counting = await CountingCalendars.load(tx, request.calendars, before);
  const counted = new Map(before.map((fact) => [fact.taskId, fact]));
  const after = marked.map((task) => countTask(task, counting, counted.get(task.taskId)));

  for (const row of rows) {
    if (row.source === 'cell' || row.source === 'facts') of(row.key).addFinished(row);
    if (row.source === 'open') of(row.key).addOpen(row);
    if (row.source === 'moved') {
      const { dueAt, formerDueAt } = inUtc(row.task);
      of(row.key).addStillOpen({ dueAt }, period.to, -1);
      of(row.key).addStillOpen({ dueAt: formerDueAt }, period.to, 1);
    }
  }
  for (const [facts, sign] of [[before, -1], [after, 1]] as const) {
    for (const fact of facts) {
      if (!passes(fact, filters)) continue;
      if (endedIn(period, fact)) of(keyOf(fact, by)).addEnded(fact, sign);
      if (openAtEndOf(period, fact)) {
        of(by === 'month' ? monthIn(fact.createdAt, zone) : fact[by]).addStillOpen(fact, period.to, sign);
      }
    }
  }
  for (const [key, tally] of tallies) if (tally.isEmpty) tallies.delete(key);
  return tallies;
}

function statement({ period, by, filters, zone }: TallyRequest, asOf: string): [sql: string, parameters: unknown[]] {
  const parameters: unknown[] = [];
  const parameter = (value: unknown) => `$${parameters.push(value)}`;
  const cells = cellDimension(by, filters);
  const { months, edges } = cells === undefined ? { months: [], edges: [period] } : splitPeriod(period, zone);
  const office = `${parameter(zone)}::text`;
  const limited = (row: string) =>
    Object.entries(filters).map(([name, value]) => `and ${row}.${name} = ${parameter(value)}`).join(' ');
  const openSums = (row: string) => {
    const due = `${row}.due_at`;
    const now = `${parameter(asOf)}::timestamptz`;
    return {
      not_due: `count(*) filter (where ${due} >= ${now})::integer`,
      overdue: `count(*) filter (where ${due} < ${now})::integer`,
      no_deadline: `count(*) filter (where ${due} is null)::integer`,
    };
  };
  const inMonth = (column: string) => `to_char(${column} at time zone ${office}, 'YYYY-MM')`;
  const monthText = (column: string) => `to_char(${column}, 'FM0000"-"00')`;

  const parts: string[] = [
    `${selectRow({ source: `'open'`, key: by === 'month' ? inMonth('s.created_at') : `s.${by}`, ...openSums('s') })}
     from sla_task(${office}) s where s.status = 'open' and s.created_at < ${parameter(period.to)} ${limited('s')} group by 2`,
    `${selectRow({ source: `'counted'`, task: 'to_jsonb(c)' })}
     from (select ${SELECT_FACT} from user_task t join sla_fact f on f.task_id = t.id where t.id = any(array(select id from changed))) c`,
    `${selectRow({ source: `'marked'`, task: 'to_jsonb(m)' })}
     from (select ${endedTaskColumns(office)} from sla_task(${office}) s
           where s.task_id = any(array(select id from changed)) and s.status <> 'open') m`,
  ];
  if (months.length > 0) {
    const one = filters[cells!];
    const key = by === 'month' ? monthText('c.month') : `nullif(c.key, '')`;
    parts.push(
      `${selectRow({ source: `'cell'`, key, ...SUMS_OF_CELL })}
       from sla_cell c where c.dimension = ${parameter(cells)} and c.month = any(${parameter(months)}::integer[])
       ${one === undefined ? '' : `and c.key = ${parameter(one)}`}`,
    );
  }
  if (edges.length > 0) {
    parts.push(
      `${selectRow({ source: `'facts'`, key: by === 'month' ? monthText('f.month') : `f.${by}`, ...SUMS_OF_FACTS })}
       from unnest(${parameter(edges.map(({ from }) => from))}::timestamptz[], ${parameter(edges.map(({ to }) => to))}::timestamptz[])
         as edge("from", "to")
       join sla_fact f on f.ended_at >= edge."from" and f.ended_at < edge."to"
       where f.outcome <> 'cancelled' ${limited('f')} group by 2`,
    );
  }
  if (asOf === period.to) {
    parts.push(
      `${selectRow({
        source: `'moved'`,
        key: by === 'month' ? inMonth('s.created_at') : `s.${by}`,
        task: `jsonb_build_object('dueAt', s.due_at, 'formerDueAt', due_then.due_at)`,
      })}
       from due_then join sla_task(${office}) s on s.task_id = due_then.deadline_id
       where s.due_at is not null and ${taskWasOpenAt('s', parameter(period.to))} ${limited('s')}`,
      `${selectRow({ source: `'open'`, key: by === 'month' ? inMonth('f.created_at') : `f.${by}`, ...openSums('f') })}
       from sla_fact f where ${wasOpenAt(parameter(period.to))} ${limited('f')} group by 2`,
    );
  }
  const sql = `with changed as materialized (${CHANGED_TASKS}), ${dueThen(parameter(period.to))}
    select source, key, on_time as "onTime", late, no_deadline as "noDeadline", extended, extended_late as "extendedLate", gross, net,
           taken, taken_seconds as "takenSeconds", waiting_seconds as "waitingSeconds", not_due as "notDue", overdue, task
    from (${parts.join('\nunion all\n')}) part`;
  return [sql, parameters];
}

/** What each part of the statement gives, with its type; {@link Row} says which part fills what. */
const ROW_COLUMNS = {
  source: 'text',
  key: 'text',
  on_time: 'integer',
  late: 'integer',
  no_deadline: 'integer',
  extended: 'integer',
  extended_late: 'integer',
  gross: 'bytea',
  net: 'bytea',
  taken: 'integer',
  taken_seconds: 'bigint',
  waiting_seconds: 'bigint',
  not_due: 'integer',
  overdue: 'integer',
  task: 'jsonb',
} as const;

type RowColumns = { readonly [Column in keyof typeof ROW_COLUMNS]?: string };

function selectRow(columns: RowColumns): string {
  const all = Object.entries(ROW_COLUMNS).map(([name, type]) => `${columns[name as keyof RowColumns] ?? 'null'}::${type} as ${name}`);
  return `select ${all.join(', ')}`;
}

const SUMS_OF_CELL: RowColumns = {
  on_time: 'c.on_time',
  late: 'c.late',
  no_deadline: 'c.no_deadline',
  extended: 'c.extended',
  extended_late: 'c.extended_late',
  gross: 'c.gross',
  net: 'c.net',
  taken: 'c.taken',
  taken_seconds: 'c.taken_seconds',
  waiting_seconds: 'c.waiting_seconds',
};

const SUMS_OF_FACTS: RowColumns = {
  on_time: `count(*) filter (where f.outcome = 'on-time')`,
  late: `count(*) filter (where f.outcome = 'late')`,
  no_deadline: `count(*) filter (where f.outcome = 'no-deadline')`,
  extended: 'count(f.extension)',
  extended_late: `count(*) filter (where f.extension = 'late')`,
  gross: `string_agg(int4send(f.gross_seconds), '' order by f.gross_seconds)`,
  net: `string_agg(int4send(f.net_seconds), '' order by f.net_seconds)`,
  taken: 'count(f.waiting_seconds)',
  taken_seconds: 'coalesce(sum(f.net_seconds) filter (where f.waiting_seconds is not null), 0)',
  waiting_seconds: 'coalesce(sum(f.waiting_seconds), 0)',
};

/** The dimension whose cells hold exactly the tasks that are asked for; undefined: none does. */
function cellDimension(by: Dimension, filters: ReportFilters): CellDimension | undefined {
  const [first, ...others] = CELL_DIMENSIONS.filter((name) => filters[name] !== undefined);
  if (others.length > 0) return undefined;
  // For all tasks any dimension does; urgency has the fewest keys.
  if (by === 'month') return first ?? 'urgency';
  return first === undefined || first === by ? by : undefined;
}

function passes(fact: Fact, filters: ReportFilters): boolean {
  return CELL_DIMENSIONS.every((name) => filters[name] === undefined || fact[name] === filters[name]);
}

function keyOf(fact: Fact, by: Dimension): string | null {
  return by === 'month' ? monthKey(fact.month) : fact[by];
}

/** Instants inside JSON come as Postgres writes them; as ISO 8601 UTC they are compared as text. */
function inUtc<Task extends Fact | EndedTaskRecord | MovedTask>(task: Task): Task {
  const instants = Object.entries(task).filter(([name, value]) => name.endsWith('At') && value !== null);
  return { ...task, ...Object.fromEntries(instants.map(([name, value]) => [name, new Date(value as string).toISOString()])) };
}

import { CHANGED_TASKS, EXTENSION, OUTCOME, type Outcome } from '../roll-ups/task-record.js';
import { dueThen, wasOpenAt } from './open-at-instant.js';
import { type FigureWithTasks, filtersOf, type TasksBehindRequest } from './report-request.js';

/** What a figure of the report of the same period and filters counts, or one of its lines. */
export interface TasksWanted extends Omit<TasksBehindRequest, 'figure'> {
  readonly figure: FigureWithTasks;
  /** Only those that are due on one of these days of the office and belong to the unit beside it. */
  readonly dueDays?: readonly UnitDay[];
}

export interface UnitDay {
  readonly unit: string | null;
  /** `YYYY-MM-DD` */
  readonly date: string;
}

const FINISHED: Partial<Record<FigureWithTasks, readonly Outcome[]>> = {
  finishedOnTime: ['on-time'],
  finishedLate: ['late'],
  finishedWithoutDeadline: ['no-deadline'],
  finished: ['on-time', 'late', 'no-deadline'],
  finishedExtended: ['on-time', 'late', 'no-deadline'],
  finishedExtendedLate: ['on-time', 'late', 'no-deadline'],
};

/** SQL of which of those, by the column with their extension. */
const EXTENDED: Partial<Record<FigureWithTasks, (extension: string) => string>> = {
  finishedExtended: (extension) => `${extension} is not null`,
  finishedExtendedLate: (extension) => `${extension} = 'late'`,
};

/** SQL of which open tasks a figure counts, by their deadline and the moment. */
const OPEN: Partial<Record<FigureWithTasks, (dueAt: string, asOf: () => string) => string>> = {
  openNotDue: (dueAt, asOf) => `${dueAt} >= ${asOf()}`,
  openOverdue: (dueAt, asOf) => `${dueAt} < ${asOf()}`,
  openWithoutDeadline: (dueAt) => `${dueAt} is null`,
};

export interface PageBehind {
  readonly now: string;
  /** IANA zone of the office. */
  readonly zone: string;
  /** Rows, one more than the page has. */
  readonly rows: number;
  /** Sort key and task of the last row before. */
  readonly after: readonly [at: string, taskId: string] | undefined;
}

/** SQL of one page of the tasks behind a figure, with its parameters. Each of its parts gives no more rows than the page. */
export class TasksBehindStatement {
  readonly parameters: unknown[] = [];
  readonly sql: string;
  private readonly firstRows: string;
  private readonly outcomes: readonly Outcome[] | undefined;
  /** Open at the end of a past period: their deadlines are those of then. */
  private readonly looksBack: boolean;

  constructor(
    private readonly request: TasksWanted,
    private readonly page: PageBehind,
  ) {
    this.outcomes = FINISHED[request.figure];
    this.looksBack = this.outcomes === undefined && request.to <= page.now;
    this.firstRows = `order by at, task_id limit ${this.parameter(page.rows, 'integer')}`;
    const parts = this.outcomes === undefined ? this.openParts() : this.finishedParts(this.outcomes);
    this.sql = `
      with changed as materialized (
        select t.id from user_task t where t.id = any(array(${CHANGED_TASKS}))),
      ${this.looksBack ? `${dueThen(this.parameter(request.to, 'timestamptz'))},` : ''}
      task as materialized (select * from (${parts.join(' union all ')}) part ${this.firstRows})
      select t.task_id as "taskId", t.name as "taskName", t.root_instance_id as "instanceId", t.process, t.step, t.unit,
             u.name as "unitName", t.person, p.full_name as "personName", t.created_at as "createdAt", t.due_at as "dueAt",
             t.ended_at as "endedAt",
             case when t.ended_at is not null then greatest(0, floor(extract(epoch from t.ended_at - t.created_at)))::integer end as "grossSeconds",
             t.net_seconds as "netSeconds", t.at,
             case when d.id is not null then jsonb_build_object('id', d.id, 'arrivalNumber', d.arrival_number,
               'arrivalYear', d.arrival_year, 'subject', d.subject) end as document
      from task t
      left join unit u on u.code = t.unit
      left join person p on p.login = t.person
      left join incoming_document d on d.instance_id = t.root_instance_id
      order by t.at, t.task_id`;
  }

  private finishedParts(outcomes: readonly Outcome[]): string[] {
    const wanted = this.parameter(outcomes, 'text[]');
    const [from, to] = [this.parameter(this.request.from, 'timestamptz'), this.parameter(this.request.to, 'timestamptz')];
    const inPeriod = (row: string) => `${row}.ended_at >= ${from} and ${row}.ended_at < ${to}`;
    const extended = EXTENDED[this.request.figure] ?? (() => 'true');
    return [
      this.counted(`f.outcome = any(${wanted}) and ${inPeriod('f')} and ${extended('f.extension')}`),
      this.inHistory(`${MARKED} and ${OUTCOME} = any(${wanted}) and ${inPeriod('s')} and ${extended(EXTENSION)}`),
    ];
  }

  private openParts(): string[] {
    const { now } = this.page;
    const isCounted = OPEN[this.request.figure]!;
    const to = this.parameter(this.request.to, 'timestamptz');
    // A parameter that no part takes has no type, which Postgres refuses.
    const asOf = () => this.parameter(this.request.to < now ? this.request.to : now, 'timestamptz');
    const openNow = this.inHistory(`s.status = 'open' and s.created_at < ${to} and ${isCounted(this.dueAt('s'), asOf)}`);
    if (!this.looksBack) return [openNow];
    return [
      openNow,
      this.counted(`${wasOpenAt(to)} and ${isCounted(this.dueAt('f'), asOf)}`),
      this.inHistory(`${MARKED} and s.status <> 'open' and s.created_at < ${to} and s.ended_at >= ${to} and ${isCounted(this.dueAt('s'), asOf)}`),
    ];
  }

  private counted(condition: string): string {
    return `(select ${this.columns('f')}, f.net_seconds from sla_fact f
             where ${condition} ${this.limits('f')} and f.task_id not in (select id from changed) ${this.firstRows})`;
  }

  private inHistory(condition: string): string {
    return `(select ${this.columns('s')}, null::integer as net_seconds from sla_task(${this.parameter(this.page.zone, 'text')}) s
             where ${condition} ${this.limits('s')} ${this.firstRows})`;
  }

  private columns(row: string): string {
    return `${row}.task_id, ${row}.root_instance_id, ${row}.process, ${row}.step, ${row}.name, ${row}.unit, ${row}.person,
            ${row}.created_at, ${this.dueAt(row)} as due_at, ${row}.ended_at, ${this.sortKey(row)} as at`;
  }

  private sortKey(row: string): string {
    return this.outcomes === undefined ? `coalesce(${this.dueAt(row)}, ${row}.created_at)` : `${row}.ended_at`;
  }

  private dueAt(row: string): string {
    if (!this.looksBack) return `${row}.due_at`;
    const then = `(select due_then.due_at from due_then where due_then.deadline_id = ${row}.task_id)`;
    return `case when ${row}.due_at is not null then coalesce(${then}, ${row}.due_at) end`;
  }

  /** The filters of the report, the line, and what the pages before had. */
  private limits(row: string): string {
    const limits = Object.entries(filtersOf(this.request)).map(([name, value]) => `${row}.${name} = ${this.parameter(value, 'text')}`);
    if (this.request.by !== undefined) limits.push(this.onLine(row));
    const { dueDays } = this.request;
    if (dueDays !== undefined) {
      const [units, dates] = [dueDays.map(({ unit }) => unit ?? ''), dueDays.map(({ date }) => date)];
      limits.push(`(coalesce(${row}.unit, ''), (${row}.due_at at time zone ${this.parameter(this.page.zone, 'text')})::date)
        in (select * from unnest(${this.parameter(units, 'text[]')}, ${this.parameter(dates, 'date[]')}))`);
    }
    if (this.page.after !== undefined) {
      const [at, taskId] = this.page.after;
      limits.push(`(${this.sortKey(row)}, ${row}.task_id) > (${this.parameter(at, 'timestamptz')}, ${this.parameter(taskId, 'uuid')})`);
    }
    return limits.map((limit) => `and ${limit}`).join(' ');
  }

  private onLine(row: string): string {
    const { by, key } = this.request;
    if (by !== 'month') return key === undefined ? `${row}.${by} is null` : `${row}.${by} = ${this.parameter(key, 'text')}`;
    const begun = this.outcomes === undefined ? 'created_at' : 'ended_at';
    return `to_char(${row}.${begun} at time zone ${this.parameter(this.page.zone, 'text')}, 'YYYY-MM') = ${this.parameter(key, 'text')}`;
  }

  private parameter(value: unknown, type: string): string {
    return `$${this.parameters.push(value)}::${type}`;
  }
}

const MARKED = 's.task_id = any(array(select id from changed))';

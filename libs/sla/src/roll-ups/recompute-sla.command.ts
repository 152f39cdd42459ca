import type { Transaction } from '#database';
import type { Command, CommandContext } from '#runtime';
import { CELL_DIMENSIONS } from './cells.js';
import { CountingCalendars, type CalendarsInForce } from './counting-calendars.js';
import { countTask, type Fact, SELECT_FACT } from './fact.js';
import { AWAIT_TURN } from './roll-up-lock.js';
import { CHANGED_TASKS, type EndedTaskRecord, endedTaskColumns } from './task-record.js';
import { writeFacts } from './write-facts.js';

export interface RecomputeSlaInput {
  readonly calendars: CalendarsInForce;
  /** Tasks that ended from … up to but not including …, ISO 8601; absent: all. */
  readonly from?: string;
  readonly to?: string;
  /** Only compares, and leaves everything as it is. */
  readonly check?: boolean;
  /** Counts working time by the calendars that are in force now, whatever it was counted by before. */
  readonly newestCalendars?: boolean;
}

export interface Recomputation {
  /** Tasks that were counted anew. */
  readonly tasks: number;
  /** Facts and cells that were not as the history says. */
  readonly differences: number;
  /** Some of them. */
  readonly examples: readonly Difference[];
}

export interface Difference {
  /** `fact <task>` or `cell <dimension> <month> <key>` */
  readonly where: string;
  /** As it was counted; null: it was not. */
  readonly counted: string | null;
  /** As the history says; null: it is not to be counted. */
  readonly recomputed: string | null;
}

/** Tasks that are held in memory at a time. */
const BATCH = 5_000;
const EXAMPLES = 20;

/**
 * Counts ended tasks anew from the history and the cells from the facts, compares, and puts right what differs. Nobody else
 * counts meanwhile; steps and reports go on. What is marked to be counted is no difference, and facts of tasks whose history
 * is deleted are taken as they are.
 */
export const recomputeSla: Command<RecomputeSlaInput, Recomputation> = {
  name: 'sla.recompute-sla',

  async run(context, input) {
    const { tx } = context;
    const { from = '-infinity', to = 'infinity', check = false } = input;
    await tx.execute(AWAIT_TURN);
    for (const table of ['fact', 'cell']) await tx.execute(`create temporary table recomputed_${table} (like sla_${table}) on commit drop`);
    const tasks = await recount(context, { ...input, from, to });
    await tx.execute('create unique index on recomputed_fact (task_id)');
    await tx.execute('analyze recomputed_fact');
    await tx.execute(`create temporary table differing_fact on commit drop as ${DIFFERING_FACTS}`);
    await tx.execute('create unique index on differing_fact (task_id)');
    const months = await tx.query<{ month: number }>(MONTHS, [from, to]);
    for (const { month } of months) await tx.execute(RECOMPUTE_CELLS, [month]);
    await tx.execute(`create temporary table differing_cell on commit drop as ${DIFFERING_CELLS}`, [months.map(({ month }) => month)]);
    const [found] = await tx.query<{ differences: number }>(COUNT_DIFFERENCES);
    const result = { tasks, differences: found!.differences, examples: await tx.query<Difference>(SHOW_DIFFERENCES, [EXAMPLES]) };
    if (check || result.differences === 0) {
      context.nothingChanged();
      return result;
    }
    await putRight(tx, months.map(({ month }) => month));
    const { newestCalendars = false } = input;
    context.audit({ subject: 'sla', subjectId: 'roll-ups', detail: { from, to, newestCalendars, tasks, differences: result.differences } });
    return result;
  },
};

/** Fills `recomputed_fact`; gives the number of its rows. */
async function recount(
  { tx, zone }: CommandContext,
  { calendars, from, to, newestCalendars = false }: RecomputeSlaInput,
): Promise<number> {
  let [tasks, last] = [0, '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const records = await tx.query<EndedTaskRecord>(
      `select ${endedTaskColumns('$3')} from sla_task($3) s
       where s.task_id > $4 and s.status <> 'open'
         and (s.ended_at >= $1 and s.ended_at < $2
           or exists (select from sla_fact f where f.task_id = s.task_id and f.ended_at >= $1 and f.ended_at < $2))
       order by s.task_id limit ${BATCH}`,
      [from, to, zone, last],
    );
    const ids = records.map(({ taskId }) => taskId);
    const before = newestCalendars ? [] : await tx.query<Fact>(
      `select ${SELECT_FACT} from sla_fact f where f.task_id = any($1::uuid[])`,
      [ids],
    );
    const counted = new Map(before.map((fact) => [fact.taskId, fact]));
    const counting = await CountingCalendars.load(tx, calendars, before);
    await writeFacts(tx, 'recomputed_fact', records.map((record) => countTask(record, counting, counted.get(record.taskId))));
    tasks += records.length;
    if (records.length < BATCH) return tasks;
    last = ids.at(-1)!;
  }
}

/** The tasks whose facts are not as the history says. */
const DIFFERING_FACTS = `
  select coalesce(f.task_id, r.task_id) as task_id, f.month as counted_month
  from recomputed_fact r
  full join (select f.* from sla_fact f join user_task t on t.id = f.task_id
             where t.status = 'open' or exists (select from recomputed_fact r where r.task_id = f.task_id)) f on f.task_id = r.task_id
  where row(f.*) is distinct from row(r.*) and coalesce(f.task_id, r.task_id) not in (${CHANGED_TASKS})`;

/** $1, $2: from, to. Of whatever has ended or was counted in the period. */
const MONTHS = `
  select month from recomputed_fact
  union select month from sla_fact where ended_at >= $1 and ended_at < $2
  union select counted_month from differing_fact where counted_month is not null
  union select month from sla_cell where $1::timestamptz = '-infinity' and $2::timestamptz = 'infinity'
  order by month`;

/** $1: month. */
const RECOMPUTE_CELLS = `
  insert into recomputed_cell (dimension, month, key, on_time, late, no_deadline, extended, extended_late, gross, net, taken, taken_seconds,
                               waiting_seconds)
  select d.dimension, $1, coalesce(d.key, ''), count(*) filter (where outcome = 'on-time'),
         count(*) filter (where outcome = 'late'), count(*) filter (where outcome = 'no-deadline'),
         count(extension), count(*) filter (where extension = 'late'),
         string_agg(int4send(gross_seconds), '' order by gross_seconds), string_agg(int4send(net_seconds), '' order by net_seconds),
         count(waiting_seconds), coalesce(sum(net_seconds) filter (where waiting_seconds is not null), 0),
         coalesce(sum(waiting_seconds), 0)
  from (select f.* from sla_fact f where f.month = $1 and not exists (select from differing_fact d where d.task_id = f.task_id)
        union all
        select r.* from recomputed_fact r join differing_fact d on d.task_id = r.task_id where r.month = $1) f
  cross join lateral (values ${CELL_DIMENSIONS.map((name) => `('${name}', f.${name})`).join(', ')}) as d(dimension, key)
  where f.outcome <> 'cancelled'
  group by 1, 3`;

/** $1: months. */
const DIFFERING_CELLS = `
  select coalesce(c.dimension, r.dimension) as dimension, coalesce(c.month, r.month) as month, coalesce(c.key, r.key) as key
  from (select * from sla_cell where month = any($1::integer[])) c
  full join recomputed_cell r on r.dimension = c.dimension and r.month = c.month and r.key = c.key
  where row(c.*) is distinct from row(r.*)`;

const COUNT_DIFFERENCES = `
  select (select count(*) from differing_fact) + (select count(*) from differing_cell) as differences`;

/** The durations of a cell may be a hundred thousand: their digest says whether they differ. */
const shownCell = (row: string) =>
  `(to_jsonb(${row}) || jsonb_build_object('gross', md5(${row}.gross), 'net', md5(${row}.net)))::text`;

/** $1: how many of each. */
const SHOW_DIFFERENCES = `
  (select 'fact ' || d.task_id as "where", to_jsonb(f)::text as counted, to_jsonb(r)::text as recomputed
   from (select task_id from differing_fact order by task_id limit $1) d
   left join sla_fact f on f.task_id = d.task_id left join recomputed_fact r on r.task_id = d.task_id)
  union all
  (select concat_ws(' ', 'cell', d.dimension, d.month, d.key), ${shownCell('c')}, ${shownCell('r')}
   from (select * from differing_cell order by dimension, month, key limit $1) d
   left join sla_cell c on c.dimension = d.dimension and c.month = d.month and c.key = d.key
   left join recomputed_cell r on r.dimension = d.dimension and r.month = d.month and r.key = d.key)`;

/** In parts: with its indexes a million facts would take longer than a statement may. */
async function putRight(tx: Transaction, months: readonly number[]): Promise<void> {
  for (let left = 1; left > 0; ) {
    const part = await tx.query<{ taskId: string }>(
      `delete from differing_fact where ctid = any(array(select ctid from differing_fact limit ${BATCH})) returning task_id as "taskId"`,
    );
    const ids = part.map(({ taskId }) => taskId);
    await tx.execute('delete from sla_fact where task_id = any($1::uuid[])', [ids]);
    await tx.execute('insert into sla_fact select * from recomputed_fact where task_id = any($1::uuid[])', [ids]);
    left = part.length;
  }
  await tx.execute('delete from sla_cell where month = any($1::integer[])', [months]);
  await tx.execute('insert into sla_cell select * from recomputed_cell');
}

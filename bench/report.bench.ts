import { CalendarBook, VIETNAM } from '#calendar';
import { completeUserTask } from '#runtime';
import { foldChanges, listTasksBehind, recomputeSla, type ReportTools, slaReport } from '#sla';
import { DateTime } from 'luxon';
import { type BenchOptions, type Figures, median, rounded } from './bench.js';
import { closedLoop } from './load/clients.js';
import { cloneInstances } from './load/clone-instances.js';
import { sequenceOf } from './models.js';
import { measureCalendarMove } from './report/calendar-move.js';
import { PEOPLE, seedFinishedTasks, UNITS } from './report/seed-finished-tasks.js';
import { type BenchRuntime, openRuntime } from './runtime/open-runtime.js';
import { type Servers, withServers } from './servers.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const CALLER = { actor: 'bench', requestId: 'bench' };
const CLIENTS = 8;
/** Tasks that nobody has counted yet while the reports are measured: what a busy office ends in some seconds. */
const MARKED = 100;
const READS = 15;
/** Steps with and without their marks in turns: single runs differ by more than the marks cost. */
const PAIRS_OF_A_ROUND = 3;

/**
 * The monthly report and the first page of the tasks behind a figure, out of a million finished tasks of a year; beside it
 * the same report by SQL over the tasks themselves, without working time, which SQL cannot count. Then what the mark of an
 * ended task and its counting by the thousand, as a worker does in a busy office, cost beside the step without them, in CPU
 * time of Postgres and Node.
 */
export function reportBench({ seconds, rounds, tasks, say }: BenchOptions): Promise<Figures> {
  return withServers(async (servers) => {
    const databaseUrl = await servers.createDatabase('report');
    const runtime = await openRuntime({ databaseUrl });
    try {
      const calendars = new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: VIETNAM.key });
      const tools = { database: runtime.database, calendars, zone: ZONE };
      const recompute = (check: boolean) => runtime.executor.execute(recomputeSla, { calendars, check }, CALLER);

      const seeded = await timed(() => seedFinishedTasks(runtime.database, tasks));
      const counted = await timed(() => recompute(false));
      say(`${tasks} tasks of ${UNITS} units, made in ${rounded(seeded / 1000)} s, counted from scratch in ${rounded(counted / 1000)} s`);
      await runtime.database.query('vacuum analyze sla_fact');
      const reading = await measureReading(tools);

      const step = await measureStep(servers, runtime, calendars, { seconds, rounds, say });
      const { differences } = await recompute(true);
      const move = await measureCalendarMove(servers, say);
      return { ...reading, ...step, ...move, difference_to_recompute: differences, recompute_s: rounded(counted / 1000) };
    } finally {
      await runtime.close();
    }
  });
}

async function measureReading(tools: ReportTools): Promise<Figures> {
  const { database } = tools;
  await database.query(`insert into sla_change (task_id) select id from user_task where status = 'completed' order by ended_at desc limit ${MARKED}`);
  const month = DateTime.now().setZone(ZONE).startOf('month').minus({ months: 1 });
  const period = { from: isoText(month), to: isoText(month.plus({ months: 1 })) };
  const year = { from: isoText(month.minus({ months: 11 })), to: period.to };
  const report = (given: typeof period) => () => slaReport(tools, { ...given, by: 'unit', compare: false });
  const behind = () => listTasksBehind(tools, { ...period, figure: 'finishedLate', unit: 'U7', limit: 50 });
  return {
    monthly_report_ms: await medianMs(report(period)),
    yearly_report_ms: await medianMs(report(year)),
    drilldown_ms: await medianMs(behind),
    drilldown_open_ms: await medianMs(() => listTasksBehind(tools, { ...year, figure: 'openOverdue', unit: 'U7', limit: 50 })),
    raw_sql_ms: await medianMs(() => database.query(RAW_REPORT, [period.from, period.to])),
  };
}

/** What the report says of finished tasks, out of the tasks, as far as SQL can say it. */
const RAW_REPORT = `
  select substring(g.name from ':(.+)$') as unit, count(*) filter (where t.ended_at <= t.due_at) as on_time,
         count(*) filter (where t.ended_at > t.due_at) as late, count(*) filter (where t.due_at is null) as no_deadline,
         percentile_disc(array[0.5, 0.95]) within group (order by extract(epoch from t.ended_at - t.created_at))
  from user_task t cross join unnest(t.candidate_groups) g(name)
  where t.status = 'completed' and t.ended_at >= $1 and t.ended_at < $2 and g.name like 'unit:%'
  group by 1`;

async function measureStep(
  { postgresCpuSeconds }: Servers,
  runtime: BenchRuntime,
  calendars: CalendarBook,
  { seconds, rounds, say }: Pick<BenchOptions, 'seconds' | 'rounds' | 'say'>,
): Promise<Figures> {
  const { database, executor } = runtime;
  await runtime.deploy(sequenceOf(2));
  const instanceId = await runtime.start('P', {});
  const cpuOf = async (work: () => Promise<number>): Promise<number> => {
    const [postgres, node] = [postgresCpuSeconds(), process.cpuUsage()];
    const done = await work();
    const { user, system } = process.cpuUsage(node);
    return ((postgresCpuSeconds() - postgres) * 1e6 + user + system) / done;
  };
  let clones = 1;
  const complete = async (): Promise<number> => {
    const count = 2_000 * seconds;
    await cloneInstances(database, { instanceId, count, firstNumber: clones });
    clones += count;
    await database.query(SPREAD_TASKS, [instanceId]);
    const open = await database.query<{ id: string }>(
      `select t.id from user_task t join process_instance i on i.id = t.instance_id
       where t.status = 'open' and t.element_id = 'Task_1' and i.id <> $1`,
      [instanceId],
    );
    let done = 0;
    return cpuOf(async () => {
      await closedLoop(CLIENTS, seconds, async () => {
        const next = open.pop();
        if (next === undefined) return new Promise((resolve) => setTimeout(resolve, 10));
        await executor.execute(completeUserTask, { taskId: next.id, variables: {} }, CALLER);
        done++;
      });
      return done;
    });
  };
  const fold = (): Promise<number> =>
    cpuOf(async () => {
      let all = 0;
      for (let folded = -1; folded !== 0; all += folded) ({ folded } = await executor.execute(foldChanges, { calendars, limit: 2_000 }, CALLER));
      return Math.max(1, all);
    });
  const withoutMark = async (): Promise<number> => {
    await database.query('alter table user_task disable trigger sla_task_ended_or_corrected');
    const cpu = await complete();
    await database.query('alter table user_task enable trigger sla_task_ended_or_corrected');
    await database.query(`insert into sla_change (task_id) select t.id from user_task t where t.status = 'completed'
      and not exists (select from sla_fact f where f.task_id = t.id) and not exists (select from sla_change c where c.task_id = t.id)`);
    return cpu;
  };
  await complete(); // The first steps of a process pay for plans and for compiled code.
  await fold();
  const pairs: { readonly marked: number; readonly unmarked: number; readonly counting: number }[] = [];
  for (let pair = 1; pair <= PAIRS_OF_A_ROUND * rounds; pair++) {
    // Each goes first as often as the other: the tables grow meanwhile.
    const first = pair % 2 === 0 ? await withoutMark() : undefined;
    const marked = await complete();
    const counting = await fold();
    const unmarked = first ?? (await withoutMark());
    await fold();
    pairs.push({ marked, unmarked, counting });
    say(`pair ${pair}: a step ${rounded(marked)} µs of CPU, without mark ${rounded(unmarked)}, counting a task ${rounded(counting)}`);
  }
  const medianOf = (figure: (pair: (typeof pairs)[number]) => number) => rounded(median(pairs.map(figure)));
  return {
    rollup_cost_ratio: medianOf(({ marked, unmarked, counting }) => (marked + counting) / unmarked - 1),
    rollup_mark_ratio: medianOf(({ marked, unmarked }) => marked / unmarked - 1),
    step_cpu_us: medianOf(({ unmarked }) => unmarked),
  };
}

/** Among units and people, as the work of an office is: the sums of each are a cell that counting changes. $1: whose tasks stay. */
const SPREAD_TASKS = `
  update user_task set assignee = 'p' || abs(hashtext(id::text)) % ${PEOPLE},
                       candidate_groups = array['clerk', 'unit:U' || 1 + abs(hashtext(id::text)) % ${UNITS}],
                       due_at = business_now() + interval '1 day'
  where status = 'open' and element_id = 'Task_1' and instance_id <> $1`;

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let read = 0; read < READS; read++) times.push(await timed(work));
  return rounded(median(times));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function isoText(instant: DateTime): string {
  return instant.toUTC().toISO()!;
}

import { CalendarBook, type CalendarData, VIETNAM } from '#calendar';
import type { Database } from '#database';
import { deadlineCommands, getCalendarMove, loadCalendars, planCalendarMove, publishCalendar } from '#deadlines';
import { followDeadlines } from '#documents';
import { dateInZone, newId } from '#foundation';
import { DefinitionStore } from '#runtime';
import { type Figures, rounded } from '../bench.js';
import { cloneId, cloneInstances } from '../load/clone-instances.js';
import { type BenchRuntime, openRuntime } from '../runtime/open-runtime.js';
import type { Servers } from '../servers.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const CALLER = { actor: 'bench', requestId: 'bench' };
const BATCH = 500;
/** Cases whose task counts for itself, with a timer: one deadline each. */
const COUNTING = 20_000;
/** Cases with a deadline in the ledger, and a task and a timer that read it: two deadlines each. */
const ANSWERING = 15_000;

/**
 * 50,000 open deadlines, of tasks and of cases, follow a calendar with one more day off, with their variables and 35,000
 * timers; beforehand the dry run over all of them.
 */
export async function measureCalendarMove(servers: Servers, say: (line: string) => void): Promise<Figures> {
  const book = new CalendarBook();
  const runtime = await openRuntime({ databaseUrl: await servers.createDatabase('move'), calendar: book });
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<[milliseconds: number, result: T]> => {
    const [begun, node, postgres] = [performance.now(), process.cpuUsage(), servers.postgresCpuSeconds()];
    const result = await work();
    const milliseconds = performance.now() - begun;
    const { user, system } = process.cpuUsage(node);
    say(`${name}: ${rounded((user + system) / 1e6)} s of CPU in Node, ${rounded(servers.postgresCpuSeconds() - postgres)} s in Postgres`);
    return [milliseconds, result];
  };
  try {
    await publish(runtime, book, VIETNAM, 0);
    await seed(runtime, book);
    const data = withDayOff(book);
    const [planMs, plan] = await timed('plan', () =>
      planCalendarMove(runtime.database, { definitions: new DefinitionStore(), zone: ZONE, follow: followDeadlines }, { data, limit: 50 }),
    );
    const publication = await publish(runtime, book, data, 1);
    const [moveMs] = await timed('move', () => moveAll(runtime, publication));
    const { outdated, moved, failed } = await getCalendarMove(runtime.database, publication);
    const { cases = 0, tasks = 0, timers = 0 } = plan.totals ?? {};
    say(`${cases} cases, ${tasks} tasks and ${timers} timers planned; ${moved} deadlines have moved, ${outdated} by themselves`);
    if (moved !== cases + tasks || failed > 0) throw new Error(`Of ${cases + tasks} deadlines ${moved} have moved, and ${failed} failed.`);
    return { calendar_plan_s: rounded(planMs / 1_000), calendar_move_s: rounded(moveMs / 1_000) };
  } finally {
    await runtime.close();
  }
}

async function publish(runtime: BenchRuntime, book: CalendarBook, data: CalendarData, basedOn: number): Promise<number> {
  const { publication } = await runtime.executor.execute(publishCalendar, { data, basedOn, note: 'bench' }, CALLER);
  book.use((await loadCalendars(runtime.database))!);
  return publication;
}

async function moveAll({ executor }: BenchRuntime, publication: number): Promise<void> {
  const { moveBatch } = deadlineCommands(followDeadlines);
  while ((await executor.execute(moveBatch, { publication, limit: BATCH }, CALLER)) === 'more');
}

async function seed({ database, deploy, start }: BenchRuntime, book: CalendarBook): Promise<void> {
  await deploy(processOf('counting', '= working days after(now(), 10)'), processOf('answering', '= dueAt'));
  const counting = await start('counting', {});
  await cloneInstances(database, { instanceId: counting, count: COUNTING - 1, firstNumber: 1 });
  await openOneByOne(database);
  const now = new Date().toISOString();
  const dueAt = book.workingTime().addDays(now, 10);
  const answering = await start('answering', { dueAt, subject: 'V/v báo cáo tình hình', leadUnit: 'U1' });
  await cloneInstances(database, { instanceId: answering, count: ANSWERING - 1, firstNumber: COUNTING });
  await enterDeadlines(database, { answering, now, dueAt, publication: book.publication });
  for (const table of ['process_instance', 'user_task', 'job', 'deadline', 'deadline_act']) await database.query(`vacuum analyze ${table}`);
}

/** No two cases of an office begin at the same instant, from which they count. */
async function openOneByOne(database: Database): Promise<void> {
  for (const table of ['user_task', 'job']) {
    await database.query(
      `update ${table} r set created_at = r.created_at - o.n * interval '1 millisecond'
       from (select instance_id, row_number() over (order by instance_id) as n from user_task) o where o.instance_id = r.instance_id`,
    );
  }
}

/** As the ledger has written them. */
async function enterDeadlines(
  database: Database,
  { answering, now, dueAt, publication }: { answering: string; now: string; dueAt: string; publication: number },
): Promise<void> {
  await database.query(
    `insert into deadline (id, instance_id, variable, label, subject, subject_id, unit_code, started_at, start_event, rule,
                           calendar, calendar_version, calendar_publication, first_due_at, due_at, status)
     select gen_random_uuid(), case when n = 0 then $1::uuid else ${cloneId('($2::integer + n - 1)')} end, 'dueAt', 'Phúc đáp', 'reply-obligation',
            gen_random_uuid()::text, null, $3, 'có bút phê', $4, 'vn', 1, $5, $6, $6, 'open'
     from generate_series(0, $7::integer - 1) n`,
    [answering, COUNTING, now, JSON.stringify({ kind: 'working', duration: 'P10D', from: now }), publication, dueAt, ANSWERING],
  );
  await database.query(
    `insert into deadline_act (kind, deadline_id, instance_id, act, at, due_before, due_after, reason, acted_by)
     select 'case', id, instance_id, 'change', started_at, due_at, due_at, 'bút phê mới', 'bench' from deadline`,
  );
}

/** The third working day from now is off. */
function withDayOff(book: CalendarBook): CalendarData {
  const date = dateInZone(book.workingTime().addDays(new Date().toISOString(), 3), ZONE);
  const day: CalendarData['days'][number] = { date, kind: 'day-off', sessions: [], name: 'Nghỉ tránh bão', source: 'bench' };
  const days = VIETNAM.days.filter((each) => each.date !== date);
  return { ...VIETNAM, days: [...days, day].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

function processOf(key: string, due: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    id="d-${newId()}" targetNamespace="bench">
  <process id="${key}" isExecutable="true">
    <startEvent id="begin"/><endEvent id="end"/><endEvent id="reminded"/>
    <userTask id="task" name="Giải quyết" camunda:candidateGroups="head:U1" camunda:dueDate="${due}"/>
    <boundaryEvent id="due" attachedToRef="task" cancelActivity="false">
      <timerEventDefinition><timeDate>${due}</timeDate></timerEventDefinition>
    </boundaryEvent>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="task"/>
    <sequenceFlow id="f2" sourceRef="task" targetRef="end"/>
    <sequenceFlow id="f3" sourceRef="due" targetRef="reminded"/>
  </process>
</definitions>`;
}

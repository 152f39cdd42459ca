import { listAudit } from '#audit';
import { CalendarBook, type CalendarData, VIETNAM } from '#calendar';
import { getCalendarMove, loadCalendars, openDeadline, planCalendarMove, publishCalendar } from '#deadlines';
import { followDeadlines } from '#documents';
import { type FaultPoint, newId } from '#foundation';
import { type Command, DefinitionStore, deployProcesses, startInstance } from '#runtime';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bpmn, sequence, userTask } from '../support/bpmn-text.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { createTestExecutor, type TestExecutor } from '../support/executor.js';
import { vn } from '../support/office-time.js';
import { type Program, startProgram } from '../support/program.js';

jest.setTimeout(120_000);

const START = vn('2026-01-22 09:00');
const DAY_OFF: CalendarData['days'][number] = { date: '2026-01-26', kind: 'day-off', sessions: [], name: 'Nghỉ tránh bão', source: 'Công điện 12' };
const WITH_STORM = { ...VIETNAM, days: [...VIETNAM.days, DAY_OFF].sort((a, b) => (a.date < b.date ? -1 : 1)) };

/** A task and a timer that are due at the same time. */
const dueAt = (key: string, due: string) =>
  bpmn(
    key,
    sequence(userTask('task', `camunda:candidateGroups="clerk" camunda:dueDate="${due}"`), 'task') +
      `<boundaryEvent id="due" attachedToRef="task" cancelActivity="false"><timerEventDefinition><timeDate>${due}</timeDate></timerEventDefinition></boundaryEvent>
       <endEvent id="reminded"/><sequenceFlow id="remind" sourceRef="due" targetRef="reminded"/>`,
  );
const PROCESSES = {
  'counting.bpmn': dueAt('counting', '= working days after(now(), 3)'),
  'answering.bpmn': dueAt('answering', '= dueAt'),
};

/** More than one part of a move, which takes up 500 tasks and 500 timers at most. */
const COUNTING = 1_060;
const ANSWERING = 40;
const AT_ONCE = 20;

/** The deaths of the workers, one after the other. */
const DEATHS: readonly FaultPoint[] = ['command.in-transaction', 'command.committed'];

let test: TestDatabase;
let runtime: TestExecutor;
let files: string;
const book = new CalendarBook();
const programs: Program[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  test.clock.offsetMs = Date.parse(START) - Date.now();
  runtime = createTestExecutor(test.database, { calendar: book });
  files = await mkdtemp(join(tmpdir(), 'congvan-move-'));
});
afterAll(async () => {
  for (const program of programs) {
    program.kill('SIGKILL');
    await program.ended;
  }
  await test.close();
  await rm(files, { recursive: true, force: true });
});

const run = <Input, Output, Row>(command: Command<Input, Output, Row>, input: Input) =>
  runtime.executor.execute(command, input, runtime.as('chanhvp'));

it('workers that are killed while deadlines follow a calendar move each exactly once, and the last one says so', async () => {
  await publish(VIETNAM, 0);
  await openCases();
  const tools = { definitions: new DefinitionStore(), zone: VIETNAM.zone, follow: followDeadlines };
  const { items: planned } = await planCalendarMove(test.database, tools, { data: WITH_STORM, limit: 10_000 });
  const deadlines = planned.filter(({ kind }) => kind !== 'timer');
  expect([planned.length, deadlines.length]).toEqual([2 * COUNTING + 3 * ANSWERING, COUNTING + 2 * ANSWERING]);
  const publication = await publish(WITH_STORM, 1);
  await programsGoByClockOf(test);

  for (const point of DEATHS) expect((await startWorker(point).ended).signal).toBe('SIGKILL');
  const { moved: half, finishedAt } = await getCalendarMove(test.database, publication);
  expect(half > 0 && half < deadlines.length && finishedAt === null).toBe(true);
  startWorker();
  const move = await eventually(async () => {
    const row = await getCalendarMove(test.database, publication);
    return row.finishedAt !== null && row;
  });

  expect(move).toMatchObject({ moved: deadlines.length, unchanged: 0, failed: 0 });
  expect(await dueDates()).toEqual(byId(planned.map(({ id, to }) => ({ id, value: to }))));
  expect(await timesThatEachWasMoved()).toEqual(byId(deadlines.map(({ id }) => ({ id, value: 1 }))));
  expect(await timesThatEachVariableWasSet()).toEqual([{ times: 2, instances: ANSWERING }]);
  const { items: entries } = await listAudit(test.database, { subjectId: String(publication), limit: 50 });
  expect(entries.filter(({ detail }) => (detail as { finished?: boolean }).finished)).toHaveLength(1);
});

async function publish(data: CalendarData, basedOn: number): Promise<number> {
  const { publication } = await run(publishCalendar, { data, basedOn });
  book.use((await loadCalendars(test.database))!);
  return publication;
}

async function openCases(): Promise<void> {
  const resources = Object.entries(PROCESSES).map(([name, text]) => ({ name, content: Buffer.from(text) }));
  await run(deployProcesses, { resources });
  for (let opened = 0; opened < COUNTING; opened += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => run(startInstance, { key: 'counting', variables: {} })));
  }
  for (let opened = 0; opened < ANSWERING; opened++) await run(openAnswering, null);
}

const openAnswering: Command<null, void> = {
  name: 'test.open-answering',
  async run(context) {
    const rule = { kind: 'working', duration: 'P5D', from: START } as const;
    const { instanceId } = await context.run(startInstance, { key: 'answering', variables: { dueAt: book.addWorkingTime(START, rule.duration) } });
    await openDeadline(context, {
      instanceId,
      variable: 'dueAt',
      label: 'Phúc đáp',
      subject: 'reply-obligation',
      subjectId: newId(),
      unitCode: null,
      startedAt: START,
      startEvent: 'tiếp nhận văn bản',
      rule,
      reason: 'bút phê',
    });
  },
};

/** Their business time comes from the setting of the database, and no timer is due by that. */
async function programsGoByClockOf({ database, clock }: TestDatabase): Promise<void> {
  const [row] = await database.query<{ name: string }>('select current_database() as name');
  await database.query(`alter database ${row!.name} set congvan.clock_offset = '${clock.offsetMs} milliseconds'`);
}

/** @param death where it dies in the first part that it moves */
function startWorker(death?: FaultPoint): Program {
  const program = startProgram(['apps/setup/run.mjs', 'apps/worker/src/main.js'], {
    environment: { DATABASE_URL: test.url, REDIS_URL: process.env['TEST_REDIS_URL']!, FILES_DIR: files, HEALTH_PORT: '0' },
    first: death && dyingAt(death),
  });
  programs.push(program);
  return program;
}

/** As JavaScript text: the process kills itself without warning, and goes on to nothing else. */
function dyingAt(death: FaultPoint): string {
  const foundation = pathToFileURL(resolve('dist/libs/foundation/src/index.js')).href;
  return `
    import { setFaultHook } from '${foundation}';
    setFaultHook((point, command) => {
      if (point !== '${death}' || command !== 'deadlines.move-deadline-batch') return undefined;
      process.kill(process.pid, 'SIGKILL');
      return new Promise(() => {});
    });`;
}

const dueDates = async () =>
  byId(
    await test.database.query<{ id: string; value: string | null }>(
      `select id, due_at as value from user_task where status = 'open'
       union all select id, due_at from job where kind = 'timer' union all select id, due_at from deadline`,
    ),
  );

const timesThatEachWasMoved = async () =>
  byId(
    await test.database.query<{ id: string; value: number }>(
      `select deadline_id as id, count(*) as value from deadline_act where act = 'move' group by deadline_id`,
    ),
  );

/** Once by the case as it began, once by the move. */
const timesThatEachVariableWasSet = () =>
  test.database.query(
    `select times, count(*) as instances
     from (select count(*) as times from variable_history where name = 'dueAt' group by instance_id) each group by times`,
  );

function byId<Value>(rows: readonly { readonly id: string; readonly value: Value }[]): Record<string, Value> {
  return Object.fromEntries(rows.map(({ id, value }) => [id, value]));
}

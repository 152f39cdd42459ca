import { CalendarBook, type CalendarData, VIETNAM } from '#calendar';
import type { JsonObject } from '#foundation';
import { type Command, type CommandContext, DefinitionStore, deployProcesses, startInstance } from '#runtime';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import {
  assignCalendar,
  deadlineCommands,
  type DeadlineExplanation,
  type DeadlineKind,
  type DeadlineOpening,
  explainDeadline,
  type FollowDeadlines,
  loadCalendars,
  type MovedTask,
  openDeadline,
  publishCalendar,
} from '../index.js';

const reminder = (host: string, when: string) => `<boundaryEvent id="${host}-due" attachedToRef="${host}" cancelActivity="false">
  <timerEventDefinition><timeDate>${when}</timeDate></timerEventDefinition></boundaryEvent>
  <endEvent id="${host}-reminded"/><sequenceFlow id="${host}-f" sourceRef="${host}-due" targetRef="${host}-reminded"/>`;

const owned = (due: string) => `camunda:candidateGroups="head:KT" camunda:dueDate="${due}"`;

/**
 * A case that is due by the variable `dueAt`, with a timer and a called case; one whose task is to be ready seven working
 * hours before that; and one whose task counts for itself, by the calendar `place`.
 */
const PROCESSES = {
  answering: bpmn(
    'answering',
    sequence(
      userTask('answer', owned('= dueAt')) +
        reminder('answer', '= dueAt') +
        `<callActivity id="ask" calledElement="asking"><extensionElements>
           <camunda:in source="dueAt" target="dueAt"/></extensionElements></callActivity>`,
      'answer',
    ).replace('<endEvent id="end"/>', '<endEvent id="end"/><sequenceFlow id="to-ask" sourceRef="begin" targetRef="ask"/>'),
  ),
  asking: bpmn('asking', sequence(userTask('give', owned('${dueAt}')), 'give')),
  preparing: bpmn('preparing', sequence(userTask('prepare', owned('= working hours before(dueAt, 7)')), 'prepare')),
  counting: bpmn(
    'counting',
    sequence(
      userTask('count', owned('= add working time(now(), duration(&quot;P3D&quot;), place)')) +
        reminder('count', '= add working time(now(), duration(&quot;P2D&quot;))'),
      'count',
    ),
  ),
};

/** Thursday morning, 22 January 2026, in the office. */
export const START = '2026-01-22T02:00:00.000Z';

/** The shipped calendar with one more day off. */
export function withDayOff(date: string): CalendarData {
  const day: CalendarData['days'][number] = { date, kind: 'day-off', sessions: [], name: 'Nghỉ tránh bão', source: 'Công điện 12' };
  return { ...VIETNAM, days: [...VIETNAM.days, day].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

/** Lets the open deadlines follow a publication, as a worker does. Gives the number of batches. */
export async function moveAll(office: DeadlineOffice, publication: number, limit = 500): Promise<number> {
  const mover = { actor: 'system:calendar-move', requestId: 'test' };
  for (let batches = 0; ; batches++) {
    if ((await office.executor.execute(office.commands.moveBatch, { publication, limit }, mover)) !== 'more') return batches;
  }
}

export interface DeadlineOffice extends TestDatabase, TestExecutor {
  readonly book: CalendarBook;
  readonly definitions: DefinitionStore;
  readonly follow: FollowDeadlines;
  readonly commands: ReturnType<typeof deadlineCommands>;
  /** What the libs above were told. */
  readonly followed: { readonly subjectId: string; readonly dueAt: string }[];
  /** And of tasks. */
  readonly followedTasks: MovedTask[];
  run<Input, Output, Row>(command: Command<Input, Output, Row>, input: Input, login?: string): Promise<Output>;
  /** What a command of a lib above does with the ledger. */
  within<T>(work: (context: CommandContext) => Promise<T>): Promise<T>;
  /** A case with a deadline of five working days, as the ledger and the process know it. */
  openCase(given?: Partial<DeadlineOpening>): Promise<{ readonly id: string; readonly instanceId: string; readonly dueAt: string }>;
  start(key: string, variables?: JsonObject): Promise<string>;
  publish(data: CalendarData, note: string): Promise<number>;
  /** Publishes a calendar and gives it to KT as its own. */
  giveOwnCalendar(data: CalendarData): Promise<void>;
  /** What a leader is told, who sees all. */
  explain(kind: DeadlineKind, id: string): Promise<DeadlineExplanation>;
  /** The id of the task at an element, where there is one. */
  taskAt(element: string): Promise<string>;
  /** Moves business time to an instant. */
  at(instant: string): void;
  /** Due dates of what is open: tasks and timers by BPMN id. */
  dueTimes(): Promise<Record<string, string>>;
}

/** An office with the calendar of Vietnam, on a database of its own. Close it in `afterAll`. */
export async function openDeadlineOffice(): Promise<DeadlineOffice> {
  const opened = await createTestDatabase();
  const { database, clock } = opened;
  const book = new CalendarBook();
  const runtime = createTestExecutor(database, { calendar: book });
  const { executor, as } = runtime;
  const followed: { subjectId: string; dueAt: string }[] = [];
  const followedTasks: MovedTask[] = [];
  const follow: FollowDeadlines = {
    variablesOf: () => Promise.resolve(new Map()),
    write: async (_tx, moved) => {
      await Promise.resolve();
      followed.push(...moved.map(({ subjectId, dueAt }) => ({ subjectId, dueAt })));
    },
    writeTasks: async (_tx, moved) => {
      await Promise.resolve();
      followedTasks.push(...moved.map(({ id, before, after }) => ({ id, before, after })));
    },
  };
  const commands = deadlineCommands(follow);
  const run: DeadlineOffice['run'] = (command, input, login = 'chanhvp') => executor.execute(command, input, as(login));
  const at = (instant: string) => {
    clock.offsetMs = Date.parse(instant) - Date.now();
  };
  at(START);
  await database.transaction((tx) =>
    tx.execute(`insert into unit (code, name, kind, sort) values ('KT', 'Phòng Kỹ thuật', 'office', 1)`),
  );
  const publish = async (data: CalendarData, note: string) => {
    const current = (await loadCalendars(database))?.calendars.find((each) => each.data.key === data.key);
    const basedOn = current?.version ?? 0;
    const { publication } = await run(publishCalendar, { data, basedOn, note });
    book.use((await loadCalendars(database))!);
    return publication;
  };
  await publish(VIETNAM, 'lịch đầu tiên');
  const resources = Object.entries(PROCESSES).map(([key, text]) => ({ name: `${key}.bpmn`, content: Buffer.from(text) }));
  await run(deployProcesses, { resources });
  const within: DeadlineOffice['within'] = (work) =>
    run(
      {
        name: 'deadlines.within-test',
        run: (context) => {
          context.nothingChanged();
          return work(context);
        },
      },
      null,
    );
  const definitions = new DefinitionStore();
  const reader = { login: 'lanhdao', groups: ['leader'], units: 'all' } as const;
  const start = async (key: string, variables: JsonObject = {}) => (await run(startInstance, { key, variables })).instanceId;
  let cases = 0;
  return {
    ...opened,
    ...runtime,
    book,
    definitions,
    follow,
    commands,
    followed,
    followedTasks,
    run,
    within,
    start,
    publish,
    giveOwnCalendar: async (data) => {
      await publish(data, 'lịch riêng');
      await run(assignCalendar, { unitCode: 'KT', calendar: data.key, reason: 'lịch riêng' });
      book.use((await loadCalendars(database))!);
    },
    explain: (kind, id) => explainDeadline(database, { calendars: book, definitions }, reader, { kind, id }),
    taskAt: async (element) => {
      const [task] = await database.query<{ id: string }>('select id from user_task where element_id = $1', [element]);
      return task!.id;
    },
    at,
    openCase: async (given = {}) => {
      const rule = given.rule ?? { kind: 'working', duration: 'P5D', from: START };
      const due = rule.kind === 'fixed' ? rule.dueAt : book.workingTime().add(rule.from, rule.duration);
      const instanceId = await start('answering', { dueAt: due });
      const subjectId = `document-${++cases}`;
      const dueAt = await within((context) =>
        openDeadline(context, {
          instanceId,
          variable: 'dueAt',
          label: 'Phúc đáp văn bản số đến 1/2026',
          subject: 'document',
          subjectId,
          unitCode: 'KT',
          startedAt: START,
          startEvent: 'tiếp nhận văn bản',
          rule,
          reason: 'bút phê mới',
          ...given,
        }),
      );
      const [row] = await database.query<{ id: string }>('select id from deadline where subject_id = $1', [given.subjectId ?? subjectId]);
      return { id: row!.id, instanceId, dueAt };
    },
    dueTimes: async () => {
      const rows = await database.query<{ element: string; due: string }>(
        `select element_id as element, due_at as due from user_task where status = 'open'
         union all select element_id, due_at from job where kind = 'timer'`,
      );
      return Object.fromEntries(rows.map(({ element, due }) => [element, due]));
    },
  };
}

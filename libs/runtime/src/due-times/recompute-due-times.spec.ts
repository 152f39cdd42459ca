import type { OfficeCalendar } from '#engine';
import type { JsonObject } from '#foundation';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import {
  type Command,
  deployProcesses,
  listVariableChanges,
  recomputeDueTimes,
  startInstance,
  suspendInstance,
} from '../index.js';

const COUNTED = '= add working time(now(), duration(&quot;P1D&quot;))';
const timer = (text: string) => `<boundaryEvent id="late" attachedToRef="task" cancelActivity="false"><timerEventDefinition>
  <timeDate>${text}</timeDate></timerEventDefinition></boundaryEvent><endEvent id="lateEnd"/>
  <sequenceFlow id="f" sourceRef="late" targetRef="lateEnd"/>`;
/** Taken when the variable reaches a value: the change of a variable then moves the instance. */
const WATCH = `<boundaryEvent id="changed" attachedToRef="task"><conditionalEventDefinition>
  <condition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="tFormalExpression">= due = "2030-01-01T00:00:00Z"</condition>
  </conditionalEventDefinition></boundaryEvent><userTask id="after" camunda:candidateGroups="clerk" camunda:dueDate="= due"/>
  <sequenceFlow id="w1" sourceRef="changed" targetRef="after"/><sequenceFlow id="w2" sourceRef="after" targetRef="end"/>`;
const due = (text: string) => `camunda:candidateGroups="clerk" camunda:dueDate="${text}"`;
const PROCESSES = {
  counted: bpmn('counted', sequence(userTask('task', due(COUNTED)) + timer(COUNTED), 'task')),
  read: bpmn('read', sequence(userTask('task', due('= due')) + timer('= due'), 'task')),
  watched: bpmn('watched', sequence(userTask('task', due('= due')) + WATCH, 'task')),
};

let days = 1;
const calendar: OfficeCalendar = {
  get publication() {
    return days;
  },
  addWorkingTime: (from) => new Date(Date.parse(from) + days * 86_400_000).toISOString(),
  workingDaysBetween: () => 0,
  workingHoursBetween: () => 0,
  ofGroups: () => calendar,
};

let opened: TestDatabase;
let runtime: TestExecutor;
beforeAll(async () => {
  opened = await createTestDatabase();
  runtime = createTestExecutor(opened.database, { calendar });
  const resources = Object.entries(PROCESSES).map(([key, text]) => ({ name: `${key}.bpmn`, content: Buffer.from(text) }));
  await runtime.executor.execute(deployProcesses, { resources }, runtime.as('namcn'));
});
afterAll(() => opened.close());
beforeEach(() => {
  days = 1;
});

const run = <Input, Output, Row>(command: Command<Input, Output, Row>, input: Input) =>
  runtime.executor.execute(command, input, runtime.as('namcn'));
const start = async (key: string, variables: JsonObject = {}) => (await run(startInstance, { key, variables })).instanceId;
const recompute = (instanceIds: readonly string[], variables?: JsonObject) =>
  run(
    {
      name: 'runtime.recompute-for-test',
      run: (context) => {
        context.nothingChanged();
        const wanted = variables && new Map(instanceIds.map((id) => [id, variables]));
        return recomputeDueTimes(context, { instanceIds, variables: wanted });
      },
    },
    undefined,
  );
interface Row {
  readonly element: string;
  readonly due: string;
  readonly publication: number | null;
  readonly since: string;
}
const rowsOf = (instanceId: string) =>
  opened.database.query<Row>(
    `select element_id as element, due_at as due, calendar_publication as publication, created_at as since
     from user_task where instance_id = $1 and status = 'open'
     union all select element_id, due_at, calendar_publication, created_at from job where instance_id = $1 order by 1`,
    [instanceId],
  );
const inDays = (since: string, count: number) => new Date(Date.parse(since) + count * 86_400_000).toISOString();

it('rows keep by which state of the calendars they were counted, and follow another, from when they were opened', async () => {
  const ids = [await start('counted'), await start('counted')];
  for (const id of ids) {
    for (const row of await rowsOf(id)) expect(row).toMatchObject({ publication: 1, due: inDays(row.since, 1) });
  }
  days = 3;
  expect(await recompute(ids)).toHaveLength(4);
  for (const id of ids) {
    for (const row of await rowsOf(id)) expect(row).toMatchObject({ publication: 3, due: inDays(row.since, 3) });
  }
});

it('a timer that a worker has for its former instant is taken from it', async () => {
  const id = await start('counted');
  await opened.database.query(
    `update job set lease_owner = 'w', lease_until = now(), delivered_at = now(), attempt = 1 where instance_id = $1`,
    [id],
  );
  days = 3;
  await recompute([id]);
  const [job] = await opened.database.query('select lease_owner, delivered_at, attempt from job where instance_id = $1', [id]);
  expect(job).toEqual({ lease_owner: null, delivered_at: null, attempt: 0 });
});

it('a variable is set where the process has it, with its history, and what reads it follows', async () => {
  const [has, lacks] = [await start('read', { due: '2026-05-05T10:00:00.000Z' }), await start('counted')];
  const wanted = '2026-06-05T10:00:00.000Z';
  await recompute([has, lacks], { due: wanted });
  expect(await rowsOf(has)).toMatchObject([{ due: wanted }, { due: wanted }]);
  const { items } = await listVariableChanges(opened.database, has, { limit: 10 });
  expect(items.map(({ name, value }) => [name, value])).toContainEqual(['due', wanted]);
  const [untouched] = await opened.database.query<{ revision: number }>('select revision from process_instance where id = $1', [lacks]);
  expect(untouched!.revision).toBe(1);
});

it('where the variable moves the instance, it takes that step, and what that opens is due by the new value', async () => {
  const id = await start('watched', { due: '2026-05-05T10:00:00.000Z' });
  await recompute([id], { due: '2030-01-01T00:00:00Z' });
  expect(await rowsOf(id)).toMatchObject([{ element: 'after', due: '2030-01-01T00:00:00.000Z' }]);
});

it('a suspended instance is counted anew too, and stays suspended', async () => {
  const id = await start('counted');
  await run(suspendInstance, { instanceId: id, timers: 'keep-due', reason: 'x' });
  const [before] = await opened.database.query('select status from job where instance_id = $1', [id]);
  days = 3;
  await recompute([id]);
  for (const row of await rowsOf(id)) expect(row.due).toBe(inDays(row.since, 3));
  expect(await opened.database.query('select status from job where instance_id = $1', [id])).toEqual([before]);
});

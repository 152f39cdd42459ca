import { pino } from 'pino';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { forgetfulQueue } from '../../../../test/support/queues.js';
import { CommandExecutor, DefinitionStore, JobHandlerRegistry, startInstance } from '../index.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
  const tasks = userTask('due', 'camunda:candidateGroups="clerk" camunda:dueDate="= dueAt"');
  await desk.deploy({
    'due.bpmn': bpmn('timed', sequence(tasks, 'due')),
    'free.bpmn': bpmn('untimed', sequence(userTask('free'), 'free')),
  });
});
afterAll(() => desk.close());

it('a task whose due date comes out as null is opened without one, and the log names it and its case', async () => {
  const lines: object[] = [];
  const executor = new CommandExecutor({
    database: desk.database,
    queue: forgetfulQueue,
    definitions: new DefinitionStore(),
    handlers: new JobHandlerRegistry([]),
    logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as object) }),
    zone: 'Asia/Ho_Chi_Minh',
  });
  const start = async (key: string, variables = {}) => (await executor.execute(startInstance, { key, variables }, desk.as('lan'))).instanceId;
  await start('timed', { dueAt: '2026-12-01T02:00:00Z' });
  await start('untimed');
  expect(lines).toEqual([]);
  const instanceId = await start('timed', { dueDate: '2026-12-01T02:00:00Z' });
  const [task] = await desk.openTasks(instanceId);
  expect(lines).toMatchObject([{ code: 'runtime.due-date-is-null', instanceId, element: 'due', taskId: task!.id }]);
});

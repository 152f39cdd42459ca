import { pino } from 'pino';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { forgetfulQueue } from '../../../../test/support/queues.js';
import { CommandExecutor, DefinitionStore, JobHandlerRegistry, startInstance } from '../index.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
  await desk.deploy({ 'sending.bpmn': bpmn('sending', sequence(userTask('task'), 'task')) });
});
afterAll(() => desk.close());

describe('the log line of a command', () => {
  it('names the instance, the task or the job that it was about, and how long it took', async () => {
    const lines: string[] = [];
    const executor = new CommandExecutor({
      database: desk.database,
      queue: forgetfulQueue,
      definitions: new DefinitionStore(),
      handlers: new JobHandlerRegistry([]),
      logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
      zone: 'Asia/Ho_Chi_Minh',
    });
    const input = { key: 'sending', businessKey: 'V-17', variables: {} };
    const { instanceId } = await executor.execute(startInstance, input, desk.as('lan'));
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        code: 'runtime.command-done',
        command: 'runtime.start-instance',
        actor: 'lan',
        requestId: 'test-lan',
        outcome: 'done',
        ms: expect.any(Number),
        instanceId,
        businessKey: 'V-17',
      }),
    ]);
  });
});

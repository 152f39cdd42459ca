import { setTimeout as pause } from 'node:timers/promises';
import { testLogger } from '../../../../test/support/database.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import type { CommandExecutor } from '../executor/command-executor.js';
import { startInstance } from '../instances/start-instance.command.js';
import { bpmn, sequence, serviceTask } from '../testing/bpmn-text.js';
import type { LockedExternalTask } from './fetch-and-lock.command.js';
import { WaitingFetches } from './waiting-fetches.js';

describe('fetches that wait', () => {
  let office: TestOffice;
  let fetches: WaitingFetches;
  let stopping: AbortController;
  /** Statements that asked for tasks. */
  let asked = 0;

  beforeAll(async () => {
    const processes = Object.fromEntries(
      ['mail', 'stamp'].map((topic) => [`${topic}.bpmn`, bpmn(topic, sequence(serviceTask('work', topic), 'work'))]),
    );
    office = await openTestOffice({ externalTopics: ['mail', 'stamp'], processes });
  });
  afterAll(() => office.close());

  beforeEach(async () => {
    asked = 0;
    stopping = new AbortController();
    const executor = Object.create(office.executor) as CommandExecutor;
    executor.execute = (...parameters) => {
      if (parameters[0].name === 'runtime.fetch-and-lock') asked++;
      return office.executor.execute(...parameters);
    };
    const { database, url: databaseUrl } = office;
    fetches = new WaitingFetches({ executor, database, databaseUrl, logger: testLogger, stopping: stopping.signal });
    fetches.start();
    await pause(200); // it listens
  });
  afterEach(async () => {
    await fetches.stop();
    await office.database.transaction((tx) => tx.execute('update job set status = $1', ['failed']));
  });

  const begin = (key: string) => office.executor.execute(startInstance, { key, variables: {}, businessKey: key }, office.as('vanthu'));
  const ask = (workerId: string, { topic = 'mail', filter = {}, maxTasks = 1, gone = new AbortController().signal } = {}) => {
    const input = { workerId, maxTasks, usePriority: true, topics: [{ topicName: topic, lockDuration: 60_000, filter }] };
    return fetches.fetch(input, { waitMs: 20_000, gone, caller: office.as(workerId) });
  };
  const settledOf = (waiting: readonly Promise<LockedExternalTask[]>[]) => {
    const settled: LockedExternalTask[][] = [];
    for (const each of waiting) void each.then((tasks) => settled.push(tasks));
    return settled;
  };

  it('do not all run for one task: who waits longest gets it, and one more is asked at most', async () => {
    const waiting = Array.from({ length: 100 }, (_, i) => ask(`w${i}`));
    const settled = settledOf(waiting);
    await pause(300);
    expect(asked).toBe(100);
    asked = 0;
    await begin('mail');
    await pause(500);
    expect(settled.map((tasks) => tasks.map(({ workerId }) => workerId))).toEqual([['w0']]);
    expect(asked).toBeLessThanOrEqual(2);
  });

  it('are served one after the other while there is something, each topic for those who ask for it', async () => {
    const mail = [ask('a'), ask('b'), ask('c')];
    const stamp = [ask('d', { topic: 'stamp' })];
    const [settledMail, settledStamp] = [settledOf(mail), settledOf(stamp)];
    await pause(100);
    await Promise.all([begin('mail'), begin('mail')]);
    await pause(500);
    expect([settledMail.length, settledStamp.length]).toEqual([2, 0]);
    await begin('stamp');
    expect(await stamp[0]).toMatchObject([{ topic: 'stamp', workerId: 'd' }]);
  });

  it('that want other tasks than those before them are not passed over', async () => {
    const picky = ask('picky', { filter: { businessKey: 'elsewhere' } });
    const settled = settledOf([picky]);
    await pause(100);
    const easy = ask('easy');
    await pause(100);
    await begin('mail');
    expect(await easy).toHaveLength(1);
    expect(settled).toEqual([]);
  });

  it('end with nothing when the program stops, and none waits from then on', async () => {
    const waiting = [ask('a'), ask('b')];
    await pause(100);
    stopping.abort();
    expect(await Promise.all(waiting)).toEqual([[], []]);
    expect(await ask('late')).toEqual([]);
  });

  it('leave what their worker does not take any more to the next one', async () => {
    const leaving = new AbortController();
    const gone = ask('gone', { gone: leaving.signal });
    const next = ask('next');
    await pause(100);
    leaving.abort();
    expect(await gone).toEqual([]);
    await begin('mail');
    expect(await next).toMatchObject([{ workerId: 'next' }]);
  });
});

import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { testLogger } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import type { CommandExecutor } from '../executor/command-executor.js';
import { startInstance } from '../instances/start-instance.command.js';
import type { FetchAndLockInput, LockedExternalTask } from './fetch-and-lock.command.js';
import { WaitingFetches } from './waiting-fetches.js';

describe('fetches that wait', () => {
  let office: TestOffice;
  let fetches: WaitingFetches;
  let stopping: AbortController;
  /** Workers that have asked for tasks in the database and have their answer, each time they did. */
  let asked: string[];

  beforeAll(async () => {
    const processes = Object.fromEntries(
      ['mail', 'stamp'].map((topic) => [`${topic}.bpmn`, bpmn(topic, sequence(serviceTask('work', topic), 'work'))]),
    );
    office = await openTestOffice({ externalTopics: ['mail', 'stamp'], processes });
  });
  afterAll(() => office.close());

  beforeEach(async () => {
    asked = [];
    stopping = new AbortController();
    const executor = Object.create(office.executor) as CommandExecutor;
    executor.execute = async (...parameters) => {
      const output = await office.executor.execute(...parameters);
      if (parameters[0].name === 'runtime.fetch-and-lock') asked.push((parameters[1] as FetchAndLockInput).workerId);
      return output;
    };
    const { database, url: databaseUrl } = office;
    fetches = new WaitingFetches({ executor, database, databaseUrl, logger: testLogger, stopping: stopping.signal });
    fetches.start();
    await eventually(listens);
  });
  afterEach(async () => {
    await fetches.stop();
    await office.database.transaction((tx) => tx.execute('update job set status = $1', ['failed']));
  });

  const listens = async () => {
    const sql = `select 1 from pg_stat_activity where datname = current_database() and state = 'idle' and query like 'listen %'`;
    return (await office.database.query(sql)).length > 0;
  };
  const begin = (key: string) => office.executor.execute(startInstance, { key, variables: {}, businessKey: key }, office.as('vanthu'));
  const ask = (workerId: string, { topic = 'mail', filter = {}, maxTasks = 1, gone = new AbortController().signal } = {}) => {
    const input = { tokenId: 'token', workerId, maxTasks, usePriority: true, topics: [{ topicName: topic, lockDuration: 60_000, filter }] };
    return fetches.fetch(input, { waitMs: 20_000, gone, caller: office.as(workerId) });
  };
  /** Until so many workers wait, having found nothing. */
  const wait = (count: number) => eventually(() => asked.length >= count);
  /** Until all notifications so far have been served: they are served in order, and this one is the last. */
  const served = async () => {
    const last = ask('last', { topic: 'stamp' });
    await eventually(() => asked.includes('last'));
    await begin('stamp');
    await last;
    asked = asked.filter((workerId) => workerId !== 'last');
  };
  const settledOf = (waiting: readonly Promise<LockedExternalTask[]>[]) => {
    const settled: LockedExternalTask[][] = [];
    for (const each of waiting) void each.then((tasks) => settled.push(tasks));
    return settled;
  };

  it('do not all run for one task: who waits longest gets it, and one more is asked at most', async () => {
    const first = ask('w0');
    await wait(1);
    const waiting = [first, ...Array.from({ length: 99 }, (_, i) => ask(`w${i + 1}`))];
    const settled = settledOf(waiting);
    await wait(100);
    expect(asked).toHaveLength(100);
    asked = [];
    await begin('mail');
    await served();
    expect(settled.map((tasks) => tasks.map(({ workerId }) => workerId))).toEqual([['w0']]);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('are served one after the other while there is something, each topic for those who ask for it', async () => {
    const mail = [ask('a'), ask('b'), ask('c')];
    const stamp = [ask('d', { topic: 'stamp' })];
    const [settledMail, settledStamp] = [settledOf(mail), settledOf(stamp)];
    await wait(4);
    await Promise.all([begin('mail'), begin('mail')]);
    await eventually(() => settledMail.length >= 2);
    expect(settledStamp).toEqual([]);
    await begin('stamp');
    expect(await stamp[0]).toMatchObject([{ topic: 'stamp', workerId: 'd' }]);
    expect(settledMail).toHaveLength(2);
  });

  it('that want other tasks than those before them are not passed over', async () => {
    const picky = ask('picky', { filter: { businessKey: 'elsewhere' } });
    const settled = settledOf([picky]);
    await wait(1);
    const easy = ask('easy');
    await wait(2);
    await begin('mail');
    expect(await easy).toHaveLength(1);
    expect(settled).toEqual([]);
  });

  it('end with nothing when the program stops, and none waits from then on', async () => {
    const waiting = [ask('a'), ask('b')];
    await wait(2);
    stopping.abort();
    expect(await Promise.all(waiting)).toEqual([[], []]);
    expect(await ask('late')).toEqual([]);
  });

  it('leave what their worker does not take any more to the next one', async () => {
    const leaving = new AbortController();
    const gone = ask('gone', { gone: leaving.signal });
    const next = ask('next');
    await wait(2);
    leaving.abort();
    expect(await gone).toEqual([]);
    await begin('mail');
    expect(await next).toMatchObject([{ workerId: 'next' }]);
  });
});

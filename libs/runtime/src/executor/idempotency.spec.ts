import type { Caller } from '#audit';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { forgetIdempotencyKeys } from './forget-idempotency-keys.command.js';
import { type Command, completeUserTask, startInstance } from '../index.js';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { waitingForLocks } from '../testing/held-transaction.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const REQUEST = { 'request.bpmn': bpmn('request', sequence(userTask('answer'), 'answer')) };
const HOUR_MS = 3_600_000;

let desk: ProcessDesk;
let replays = 0;
beforeAll(async () => {
  desk = await openProcessDesk();
  await desk.deploy(REQUEST);
});
afterAll(() => desk.close());
beforeEach(() => (replays = 0));

const withKey = (idempotencyKey: string, login = 'lan'): Caller => ({
  ...desk.as(login),
  idempotencyKey,
  onReplay: () => replays++,
});
const start = (caller: Caller, businessKey: string, key = 'request') =>
  desk.executor.execute(startInstance, { key, businessKey, variables: {} }, caller);
const casesOf = async (businessKey: string) =>
  (await desk.database.query('select 1 from process_instance where business_key = $1', [businessKey])).length;
const keys = (key: string) =>
  desk.database.query<{ command: string }>('select command from idempotency_key where key = $1', [key]);

describe('a request with an idempotency key', () => {
  it('acts once and gets the same answer again', async () => {
    const first = await start(withKey('once'), 'once');
    expect(replays).toBe(0);
    expect(await start(withKey('once'), 'once')).toEqual(first);
    expect(replays).toBe(1);
    expect(await casesOf('once')).toBe(1);
    const trail = await desk.database.query('select 1 from audit_entry where subject_id = $1', [first.instanceId]);
    expect(trail).toHaveLength(1);
  });

  it('acts once where twenty come at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => start(withKey('crowd'), 'crowd')));
    expect(new Set(answers.map(({ instanceId }) => instanceId)).size).toBe(1);
    expect([await casesOf('crowd'), replays]).toEqual([1, 19]);
  });

  it('gets nothing again where the answer was nothing', async () => {
    const [task] = await desk.openTasks(await desk.start('request'));
    const complete = () => desk.executor.execute(completeUserTask, { taskId: task!.id, variables: {} }, withKey('void'));
    expect([await complete(), await complete(), replays]).toEqual([undefined, undefined, 1]);
  });

  it('is known by what it asks for, not by the order in which that is written', async () => {
    const ask = (variables: { a: number; b: number }) =>
      desk.executor.execute(startInstance, { key: 'request', variables }, withKey('order'));
    expect(await ask({ b: 2, a: 1 })).toEqual(await ask({ a: 1, b: 2 }));
  });

  it('is known by what its sender asked for, whatever was looked up beside', async () => {
    let runs = 0;
    const count: Command<{ asked: string; groups: string[] }, number> = {
      name: 'test.count',
      audited: false,
      request: ({ asked }) => ({ asked }),
      run: () => Promise.resolve(++runs),
    };
    const ask = (groups: string[]) => desk.executor.execute(count, { asked: 'x', groups }, withKey('looked-up'));
    expect([await ask(['clerk']), await ask(['clerk', 'head'])]).toEqual([1, 1]);
  });

  it('is refused when another request came with the key, and does nothing', async () => {
    await start(withKey('taken'), 'taken');
    await expect(start(withKey('taken'), 'another')).rejects.toMatchObject({ code: 'runtime.idempotency-key-reused' });
    expect(await casesOf('another')).toBe(0);
  });

  it('leaves no trace of its key when it is refused, so that it may be sent again when the cause is mended', async () => {
    await expect(start(withKey('mended'), 'mended', 'late')).rejects.toMatchObject({ code: 'runtime.definition-not-found' });
    expect(await keys('mended')).toEqual([]);
    await desk.deploy({ 'late.bpmn': bpmn('late', sequence(userTask('answer'), 'answer')) });
    await start(withKey('mended'), 'mended', 'late');
    expect([await casesOf('mended'), replays]).toEqual([1, 0]);
  });

  it('is done by the one that waits when the one before it fails', async () => {
    let fail!: () => void;
    const gate = new Promise<never>((_resolve, reject) => (fail = () => reject(new Error('pulled the plug'))));
    let runs = 0;
    const held: Command<void, string> = {
      name: 'test.held',
      audited: false,
      run: () => (++runs === 1 ? gate : Promise.resolve('done')),
    };
    const first = desk.executor.execute(held, undefined, withKey('held'));
    while (runs === 0) await new Promise(setImmediate);
    const second = desk.executor.execute(held, undefined, withKey('held'));
    await waitingForLocks(desk.database, 1);
    fail();
    await expect(first).rejects.toThrow('pulled the plug');
    expect([await second, runs, replays]).toEqual(['done', 2, 0]);
  });

  it('is another one where another person, or another command, has the same key', async () => {
    const first = await start(withKey('same', 'lan'), 'same');
    expect(await start(withKey('same', 'minh'), 'same')).not.toEqual(first);
    const [task] = await desk.openTasks(first.instanceId);
    await desk.executor.execute(completeUserTask, { taskId: task!.id, variables: {} }, withKey('same', 'lan'));
    expect([await casesOf('same'), replays]).toEqual([2, 0]);
  });

  it('is one request, whatever other commands it runs', async () => {
    const startTwo: Command<void, string[]> = {
      name: 'test.start-two',
      run: async (context) => {
        const one = () => context.run(startInstance, { key: 'request', businessKey: 'nested', variables: {} });
        return [(await one()).instanceId, (await one()).instanceId];
      },
    };
    const answer = await desk.executor.execute(startTwo, undefined, withKey('nested'));
    expect(await desk.executor.execute(startTwo, undefined, withKey('nested'))).toEqual(answer);
    expect([await casesOf('nested'), await keys('nested')]).toEqual([2, [{ command: 'test.start-two' }]]);
  });

  it('is known to every process of the office, and after a restart', async () => {
    const first = await start(withKey('restart'), 'restart');
    const restarted = createTestExecutor(desk.database).executor;
    const input = { key: 'request', businessKey: 'restart', variables: {} };
    expect(await restarted.execute(startInstance, input, withKey('restart'))).toEqual(first);
  });

  it('is forgotten when the retention is over, and not before', async () => {
    const sweep = () => desk.executor.execute(forgetIdempotencyKeys, undefined, desk.as('system:sweep'));
    await start(withKey('old'), 'old');
    desk.clock.advance(47 * HOUR_MS);
    expect(await sweep()).toEqual({ forgotten: 0 });
    desk.clock.advance(2 * HOUR_MS);
    expect((await sweep()).forgotten).toBeGreaterThan(0);
    await start(withKey('old'), 'old');
    expect([await casesOf('old'), replays]).toEqual([2, 0]);
  });
});

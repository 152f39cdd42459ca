import { createTestExecutor } from '../../../../test/support/executor.js';
import { testLogger } from '../../../../test/support/database.js';
import { cancelInstance, type CleanHistoryOptions, cleanHistory, continueCase, type KeepHistory } from '../index.js';
import { DefinitionStore } from '../definitions/definition-store.js';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const DAY_MS = 86_400_000;
/** Keeps its cases for so many days after their end. */
const keptFor = (days: number, key: string, elements: string) =>
  bpmn(key, elements).replace(`<process id="${key}"`, `$& camunda:historyTimeToLive="${days}"`);

let desk: ProcessDesk;
beforeEach(async () => {
  desk = await openProcessDesk();
  const signal = '<signal id="s" name="nobody.waits"/>';
  await desk.deploy({
    'month.bpmn': keptFor(30, 'month', sequence(userTask('check'), 'check')),
    'silent.bpmn': bpmn('silent', sequence(userTask('check'), 'check'), signal),
    'day.bpmn': keptFor(1, 'day', sequence(userTask('check'), 'check')),
    'caller.bpmn': keptFor(30, 'caller', sequence('<callActivity id="call" calledElement="day"/>' + userTask('end-it'), 'call', 'end-it')),
  });
});
afterEach(() => desk.close());

const clean = (options: CleanHistoryOptions & { timeToLive?: string; keepHistory?: KeepHistory } = {}) => {
  const { executor } = createTestExecutor(desk.database, { keepHistory: options.keepHistory });
  const { timeToLive } = options;
  const tools = { executor, database: desk.database, definitions: new DefinitionStore(), logger: testLogger, timeToLive };
  return cleanHistory(tools, desk.as('system:history'), options);
};
const days = (count: number) => desk.clock.advance(count * DAY_MS);
const completeAll = async (id: string) => {
  for (const task of await desk.openTasks(id)) await desk.complete(task.id, { result: 'x' });
  await desk.runDueJobs();
};
const ended = async (key: string) => {
  const id = await desk.start(key, { subject: 'x' });
  await completeAll(id);
  return id;
};
/** A case of `caller` that has ended, with the instance it has called. */
const endedCall = async () => {
  const id = await desk.start('caller');
  const [called] = await desk.database.query<{ id: string }>('select id from process_instance where parent_instance_id = $1', [id]);
  await completeAll(called!.id);
  await completeAll(id);
  return { id, called: called!.id };
};
const left = async () =>
  (await desk.database.query<{ id: string }>('select id from process_instance order by started_at, id')).map(({ id }) => id);
const deletions = () =>
  desk.database.query(`select subject, detail from audit_entry where action = 'runtime.delete-ended-cases' order by id`);

describe('an ended case', () => {
  it('goes when it has ended as long ago as its process says, and not before', async () => {
    const id = await desk.start('month');
    days(60);
    await completeAll(id);
    days(29);
    expect(await clean()).toEqual({ processes: [], complete: true });
    expect(await left()).toEqual([id]);
    days(1);
    expect(await clean()).toEqual({
      processes: [{ key: 'month', version: 1, timeToLive: 'P30D', cases: 1, instances: 1, kept: {} }],
      complete: true,
    });
    expect(await left()).toEqual([]);
  });

  it('stays while another process goes on with it, and as long after that has ended', async () => {
    const id = await ended('day');
    days(2);
    const { instanceId } = await desk.executor.execute(continueCase, { instanceId: id, key: 'month', variables: {} }, desk.as('vanthu'));
    expect((await clean()).processes).toMatchObject([{ key: 'day', cases: 0, kept: { 'still-running': 1 } }]);
    await completeAll(instanceId);
    expect((await clean()).processes).toMatchObject([{ key: 'day', cases: 0, kept: { 'ended-lately': 1 } }]);
    days(1);
    expect((await clean()).processes).toMatchObject([{ key: 'day', cases: 1, instances: 2 }]);
    expect(await left()).toEqual([]);
  });

  it('stays for ever where neither its process nor the office says how long, and else as long as the office says', async () => {
    await ended('silent');
    days(4000);
    expect((await clean()).processes).toEqual([]);
    expect((await clean({ timeToLive: 'P11Y' })).processes).toEqual([]);
    expect((await clean({ timeToLive: 'P10Y' })).processes).toMatchObject([{ key: 'silent', timeToLive: 'P10Y', cases: 1 }]);
    expect(await left()).toEqual([]);
  });

  it('goes by what its process says where the office says another time', async () => {
    await ended('month');
    days(31);
    expect((await clean({ timeToLive: 'P10Y' })).processes).toMatchObject([{ cases: 1 }]);
  });

  it('leaves nothing but the audit trail, which counts what was deleted; other cases lose nothing', async () => {
    const { id, called } = await endedCall();
    const [task] = await desk.database.query<{ id: string }>('select id from user_task where instance_id = $1', [id]);
    await desk.database.query(
      `insert into notification (id, recipient, kind, title, body, instance_id, task_id, dedupe_key, created_at)
       values (gen_random_uuid(), 'lan', 'reminder', 't', 'b', $1, $2, 'k', now())`,
      [id, task!.id],
    );
    const running = await desk.start('caller');
    days(31);
    await clean();
    const referring = await desk.database.query<{ table: string }>(
      `select table_name as table from information_schema.columns
       where column_name = 'instance_id' and table_schema = 'public' and table_name !~ '_[0-9]{4}_[0-9]{2}$'`,
    );
    expect(referring.length).toBeGreaterThan(9);
    for (const { table } of referring) {
      expect([table, await desk.database.query(`select from ${table} where instance_id in ($1, $2)`, [id, called])]).toEqual([table, []]);
    }
    expect(await desk.database.query('select from activity_record where instance_id = $1', [running])).toHaveLength(3);
    expect(await left()).toHaveLength(2);
    expect(await deletions()).toEqual([
      { subject: 'process-definition', detail: { cases: 1, instances: 2, timeToLive: 'P30D' } },
    ]);
    expect(await desk.database.query('select from audit_entry where subject_id = $1', [id])).not.toEqual([]);
  });

  it('that was cancelled goes as one that was completed', async () => {
    const id = await desk.start('month');
    await desk.executor.execute(cancelInstance, { instanceId: id, reason: 'x' }, desk.as('tungmt'));
    days(31);
    expect((await clean()).processes).toMatchObject([{ cases: 1 }]);
  });
});

describe('a case stays', () => {
  it('while it runs', async () => {
    const id = await desk.start('month');
    days(400);
    expect((await clean()).processes).toEqual([]);
    expect(await left()).toEqual([id]);
  });

  it('with all that it has called, as long as its own process says', async () => {
    const { id, called } = await endedCall();
    await ended('day'); // The same process that it has called, for itself.
    days(20);
    expect((await clean({ timeToLive: 'P1D' })).processes).toMatchObject([{ key: 'day', cases: 1, instances: 1, kept: {} }]);
    expect((await left()).sort()).toEqual([id, called].sort());
    days(11);
    expect((await clean()).processes).toMatchObject([{ key: 'caller', cases: 1, instances: 2 }]);
    expect(await left()).toEqual([]);
  });

  it('while a part of it runs on', async () => {
    const { called } = await endedCall();
    await desk.database.query(`update process_instance set status = 'active', ended_at = null where id = $1`, [called]);
    days(31);
    expect((await clean()).processes).toMatchObject([{ cases: 0, kept: { 'still-running': 1 } }]);
    expect(await left()).toHaveLength(2);
  });

  it('while a job of it is left', async () => {
    const { called } = await endedCall();
    await desk.database.query(
      `insert into job (id, instance_id, kind, status, due_at, created_at)
       values (gen_random_uuid(), $1, 'message', 'failed', now(), now())`,
      [called],
    );
    days(31);
    expect((await clean()).processes).toMatchObject([{ cases: 0, kept: { 'open-job': 1 } }]);
    expect(await left()).toHaveLength(2);
  });

  it('whole while the office needs one instance of it, with the reason', async () => {
    const { called } = await endedCall();
    const other = await ended('month');
    days(31);
    const asked: string[][] = [];
    const keepHistory: KeepHistory = async (_, ids) => {
      asked.push([...ids]);
      return ids.includes(called) ? [{ instanceId: called, reason: 'open-obligation' }] : [];
    };
    expect((await clean({ keepHistory })).processes).toMatchObject([
      { key: 'caller', cases: 0, instances: 0, kept: { 'open-obligation': 1 } },
      { key: 'month', cases: 1, kept: {} },
    ]);
    expect(asked).toEqual([[expect.any(String), expect.any(String)], [other]]);
    expect(await left()).toHaveLength(2);
  });
});

describe('the cleaning', () => {
  it('only tells what it would do in a dry run, and leaves no trace of that', async () => {
    const id = await ended('month');
    days(31);
    expect(await clean({ dryRun: true })).toMatchObject({ processes: [{ key: 'month', cases: 1, instances: 1 }] });
    expect(await left()).toEqual([id]);
    expect(await deletions()).toEqual([]);
  });

  it('goes through many cases in parts, past those that stay, and counts them together', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 45; count++) ids.push(await ended('month'));
    days(31);
    const keepHistory: KeepHistory = async (_, some) =>
      some.filter((id) => ids.indexOf(id) < 25).map((instanceId) => ({ instanceId, reason: 'open-document' }));
    expect(await clean({ keepHistory })).toMatchObject({
      processes: [{ cases: 20, instances: 20, kept: { 'open-document': 25 } }],
      complete: true,
    });
    expect((await left()).sort()).toEqual(ids.slice(0, 25).sort());
  });

  it('stops between two parts when it is told to, and keeps count', async () => {
    for (let count = 0; count < 21; count++) await ended('month');
    days(31);
    let parts = 0;
    expect(await clean({ goOn: () => parts++ === 0 })).toMatchObject({ processes: [{ cases: 20 }], complete: false });
    expect(await left()).toHaveLength(1);
  });

  it('leaves cases to another cleaner that is at them', async () => {
    const id = await ended('month');
    await ended('month');
    days(31);
    await desk.database.transaction(async (tx) => {
      await tx.query('select from process_instance where id = $1 for update', [id]);
      expect((await clean()).processes).toMatchObject([{ cases: 1 }]);
    });
    expect(await left()).toEqual([id]);
  });

  it('drops months of which nothing is left', async () => {
    await ended('month');
    days(62);
    const months = () => desk.database.query<{ part: string }>(`select inhrelid::regclass as part from pg_inherits`);
    const before = (await months()).length;
    await clean({ dryRun: true });
    expect(await months()).toHaveLength(before);
    await clean();
    expect((await months()).length).toBeLessThan(before);
  });

  it('of the others goes on where a version cannot be read by this program', async () => {
    await ended('day');
    await ended('month');
    await desk.database.query(`update process_definition set bpmn = '<nonsense' where key = 'day'`);
    days(31);
    expect((await clean()).processes).toMatchObject([{ key: 'month', cases: 1 }]);
    expect(await left()).toHaveLength(1);
  });
});

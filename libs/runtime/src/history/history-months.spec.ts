import { waitingForLocks } from '../testing/held-transaction.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { addHistoryMonths } from './add-history-months.command.js';
import { dropEmptyMonths } from './drop-empty-months.command.js';

let desk: ProcessDesk;
beforeEach(async () => {
  desk = await openProcessDesk();
  // The months are those of the day on which the run began, which may have been the last of a month.
  const [year, month] = (await partsOf('activity_history'))[0]!.split('_').slice(2).map(Number) as [number, number];
  desk.clock.advance(Date.UTC(year, month - 1, 10) - desk.clock.now().getTime());
  await desk.deploy({ 'case.bpmn': bpmn('case', sequence(userTask('check'), 'check')) });
});
afterEach(() => desk.close());

const add = () => desk.executor.execute(addHistoryMonths, undefined, desk.as('system:history'));
const drop = () => desk.executor.execute(dropEmptyMonths, undefined, desk.as('system:history'));
/** `_YYYY_MM` of the month of business time, in UTC, so many months on. */
const monthIn = (months: number) => {
  const now = desk.clock.now();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months)).toISOString().slice(0, 7).replace('-', '_');
};
const toNextMonth = (months: number) => {
  const now = desk.clock.now();
  desk.clock.advance(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 10) - now.getTime());
};
const rowsIn = async (part: string) => (await desk.database.query(`select from ${part}`)).length;
const partsOf = async (table: string) =>
  (
    await desk.database.query<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = '${table}'::regclass order by name`,
    )
  ).map(({ name }) => name);

describe('the months of the history', () => {
  it('are there for this month and the next two, and are made again only when time has gone on', async () => {
    expect(await partsOf('activity_history')).toEqual([
      ...[0, 1, 2].map((ahead) => `activity_history_${monthIn(ahead)}`),
      'activity_history_default',
    ]);
    expect(await add()).toEqual([]);
    toNextMonth(1);
    expect(await add()).toEqual([`activity_history_${monthIn(2)}`, `variable_history_${monthIn(2)}`]);
    expect(await add()).toEqual([]);
  });

  it('take each step in its own, by the time of the office', async () => {
    await desk.start('case', { subject: 'x' });
    toNextMonth(1);
    await desk.start('case', { subject: 'x' });
    for (const month of [monthIn(-1), monthIn(0)]) {
      expect([await rowsIn(`activity_history_${month}`), await rowsIn(`variable_history_${month}`)]).toEqual([1, 1]);
    }
  });

  it('that nobody has made keep nobody from working: their rows wait in the default part, and move', async () => {
    toNextMonth(8);
    const id = await desk.start('case', { subject: 'x' });
    toNextMonth(2);
    await desk.complete((await desk.openTasks(id))[0]!.id, { result: 'y' });
    const before = await desk.database.query('select * from activity_history order by activity_key');
    expect([await rowsIn('activity_history_default'), await rowsIn('variable_history_default')]).toEqual([4, 2]);

    expect(await add()).toEqual(
      ['activity_history', 'variable_history'].flatMap((table) => [-2, 0, 1, 2].map((month) => `${table}_${monthIn(month)}`)),
    );
    expect([await rowsIn('activity_history_default'), await rowsIn('variable_history_default')]).toEqual([0, 0]);
    expect([await rowsIn(`activity_history_${monthIn(-2)}`), await rowsIn(`activity_history_${monthIn(0)}`)]).toEqual([1, 3]);
    expect(await desk.database.query('select * from activity_history order by activity_key')).toEqual(before);
  });

  it('are made once by many who begin at once', async () => {
    toNextMonth(1);
    const made = await Promise.all([add(), add(), add(), add()]);
    expect(made.flat().sort()).toEqual([`activity_history_${monthIn(2)}`, `variable_history_${monthIn(2)}`]);
  });

  it('are made while others write, who do not wait for it', async () => {
    toNextMonth(1);
    await desk.database.transaction(async (tx) => {
      await tx.execute(
        `insert into variable_history (instance_id, revision, activity_key, name, definition_id, value, changed_at, changed_by)
         select gen_random_uuid(), 1, 1, 'subject', gen_random_uuid(), '1', $1, 'lan'`,
        [tx.now],
      );
      expect(await add()).toHaveLength(2);
    });
  });

  it('go when they are over and empty, and not before', async () => {
    await desk.start('case', { subject: 'x' });
    toNextMonth(2);
    await add();
    expect(await drop()).toEqual([`activity_history_${monthIn(-1)}`, `variable_history_${monthIn(-1)}`]);
    expect(await partsOf('variable_history')).toEqual([
      ...[-2, 0, 1, 2].map((month) => `variable_history_${monthIn(month)}`),
      'variable_history_default',
    ]);
    await desk.database.query('delete from activity_history');
    expect(await drop()).toEqual([`activity_history_${monthIn(-2)}`]);
    await desk.start('case', { subject: 'x' });
    expect(await rowsIn('activity_history_default')).toBe(0);
  });

  it('stay where somebody who began before they were over writes into them at the last moment', async () => {
    const at = desk.inHours(0);
    let dropped: Promise<string[]> | undefined;
    toNextMonth(1);
    await desk.database.transaction(async (tx) => {
      await tx.execute(
        `insert into variable_history (instance_id, revision, activity_key, name, definition_id, value, changed_at, changed_by)
         select gen_random_uuid(), 1, 1, 'subject', gen_random_uuid(), '1', $1, 'lan'`,
        [at],
      );
      // It has seen no row in the month, and waits to look once more.
      dropped = drop();
      await waitingForLocks(desk.database, 1);
    });
    expect(await dropped).toEqual([`activity_history_${monthIn(-1)}`]);
    expect(await rowsIn(`variable_history_${monthIn(-1)}`)).toBe(1);
  });
});

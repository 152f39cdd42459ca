import { closeDeadlines } from '../index.js';
import { type DeadlineOffice, openDeadlineOffice } from '../testing/deadline-office.js';

const LEADER = ['leader'];
const HOUR = 3_600;

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

const pause = (id: string) =>
  office.run(office.commands.pause, { id, until: '2026-01-28T10:00:00.000Z', reason: 'x', groups: LEADER }, 'lanhdao');
const pauses = () =>
  office.database.query<{ from: string; until: string }>('select paused_at as "from", resumed_at as until from deadline_pause');

it('a pause ends where its deadline is closed: the clock of what is left to do in the case runs', async () => {
  const { id } = await office.openCase();
  office.at('2026-01-22T10:00:00.000Z');
  await pause(id);
  office.at('2026-01-23T10:00:00.000Z');
  await office.within((context) => closeDeadlines(context, 'document', ['document-1']));
  office.at('2026-01-26T10:00:00.000Z');

  expect(await office.database.query('select paused_until from deadline_entry where id = $1', [id])).toEqual([{ paused_until: null }]);
  const { acts } = await office.explain('case', id);
  expect(acts).toMatchObject([{ act: 'pause', until: '2026-01-28T10:00:00.000Z', resumedAt: expect.stringContaining('2026-01-23T10:0') }]);
  // Thursday from nine, and all of Monday; of Friday nothing.
  expect((await office.explain('task', await office.taskAt('give'))).netSeconds / HOUR).toBeCloseTo(6 + 8, 1);
});

it('a pause that begins as its deadline is closed is one of no length', async () => {
  const { id } = await office.openCase();
  await pause(id);
  await office.database.query(`update deadline set status = 'met', closed_at = business_now() - interval '1 minute'`);
  const [paused] = await pauses();
  expect(paused!.until).toBe(paused!.from);
});
